#include <inttypes.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>

static int count_bits(uint32_t n) {
    int count = 0;
    for (; n; n &= n - 1) count++;
    return count;
}

int main(void) {
    uint32_t x = 0xDEADBEEF;
    printf("%d %08" PRIx32 " %" PRIu32 "\n", count_bits(x), (x << 8) | (x >> 24), x % 1000);
    printf("%d %d %u %lld\n", INT_MAX, -8 >> 1, UINT_MAX, LLONG_MAX);
    int a = 5, b = 9;
    a ^= b, b ^= a, a ^= b;
    printf("%d %d %d\n", a, b, ~a & 0xff);
    union { uint32_t whole; unsigned char bytes[4]; } u = {0x01020304};
    printf("%d %d\n", u.bytes[0], u.bytes[3]);
    struct { unsigned low : 3, high : 5; } field = {9, 17};
    printf("%u %u %d\n", field.low, field.high, (signed char)200);
    return 0;
}
