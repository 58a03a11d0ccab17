# 1 "harness" 3
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void mm_text(const char *text) {
	if (!text) {
		printf("null");
		return;
	}
	putchar('"');
	for (; *text; ++text) {
		unsigned char sign = *text;
		if (sign == '"' || sign == '\\' || sign < 32) printf("\\u%04x", sign);
		else putchar(sign);
	}
	putchar('"');
}
static void mm_sign(char sign) {
	char text[2] = {sign, 0};
	mm_text(text);
}
static void mm_bool(long long value) {
	if (value == 0 || value == 1) printf(value ? "true" : "false");
	else printf("%lld", value);
}
static void mm_whole(long long value) { printf("%lld", value); }
static void mm_natural(unsigned long long value) { printf("%llu", value); }
static void mm_real(double value) {
	if (isnan(value)) printf("NaN");
	else if (isinf(value)) printf(value < 0 ? "-Infinity" : "Infinity");
	else printf("%.17g", value);
}
#define mm_show(value) _Generic((value), char: mm_sign, char *: mm_text, const char *: mm_text, \
	float: mm_real, double: mm_real, _Bool: mm_bool, unsigned long: mm_natural, unsigned long long: mm_natural, \
	default: mm_whole)(value)
static void mm_begin(int number) {
	fflush(stdout);
	printf("__NONCE__:%d:ok:", number);
}
static void mm_end(void) {
	printf("\n");
	fflush(stdout);
}
