#include <bit>
#include <bitset>
#include <cstdint>
#include <iostream>
#include <vector>

int main() {
    uint32_t x = 0b1011'0000;
    std::cout << __builtin_popcount(x) << ' ' << __builtin_ctz(x) << ' ' << __builtin_clz(x) << ' ' << (x & -x) << '\n';
    std::cout << std::popcount(x) << ' ' << std::countr_zero(x) << ' ' << std::bit_ceil(100u) << ' ' << std::has_single_bit(64u) << '\n';
    std::cout << __builtin_popcountll(0xFFFFFFFFFFFFull) << ' ' << (1LL << 40) << ' ' << (-17 >> 2) << ' ' << (~5) << '\n';
    std::bitset<8> b(37);
    b.flip(0).set(7);
    std::cout << b << ' ' << b.count() << ' ' << b.to_ulong() << '\n';
    std::vector<int> v{3, 5, 3, 9, 5};
    int single = 0;
    for (int each : v) single ^= each;
    std::cout << single << '\n';
    for (int mask = 0; mask < 8; mask++) {
        for (int i = 0; i < 3; i++)
            if (mask >> i & 1) std::cout << char('a' + i);
        std::cout << ';';
    }
    std::cout << '\n' << uint8_t(250) + 10 << ' ' << int(uint8_t(250 + 10)) << ' ' << 4294967295u + 1 << ' ' << INT32_MAX << '\n';
    uint64_t h = 1469598103934665603ull;
    for (char c : std::string("hash me")) h = (h ^ uint8_t(c)) * 1099511628211ull;
    std::cout << std::hex << h << std::endl;
}
