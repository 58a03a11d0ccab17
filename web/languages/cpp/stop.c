// What the compiler's checks call where a program would use memory at address 0, which WebAssembly has: the one function
// of UBSan's minimal run-time library that `-fsanitize=null` needs.
#include <stdio.h>
#include <stdlib.h>

void __ubsan_handle_type_mismatch_minimal_abort(void) {
	fputs("Segmentation fault: a null pointer was used\n", stderr);
	_Exit(139);
}
