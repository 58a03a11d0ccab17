// What compiled code calls instead of going on where a machine would stop the program, or would do anything at all: the
// functions of UBSan's minimal run-time library that the engine's `-fsanitize` needs.
#include <stdio.h>
#include <stdlib.h>

static _Noreturn void stop(const char *why, int exit_code) {
	fprintf(stderr, "%s\n", why);
	_Exit(exit_code);
}

// WebAssembly has memory at address 0.
void __ubsan_handle_type_mismatch_minimal_abort(void) { stop("Segmentation fault: a null pointer was used", 139); }

void __ubsan_handle_divrem_overflow_minimal_abort(void) { stop("Floating point exception: division by zero", 136); }

void __ubsan_handle_missing_return_minimal_abort(void) { stop("Aborted: a function ended without its return", 134); }
