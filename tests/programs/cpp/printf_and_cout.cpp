#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <iomanip>
#include <iostream>

int main() {
    std::cout << "a";
    printf("b");
    std::cout << "c" << std::endl;
    puts("d");
    printf("%5d|%-5d|%05d|%+d|%x|%X|%o|%c|%s|%%\n", 42, 42, 42, 42, 255, 255, 8, 'z', "text");
    printf("%.3f %e %g %g %10.2f|%-10.2f|\n", 3.14159, 12345.678, 0.0001, 1e20, 2.5, 2.5);
    printf("%lld %llu %" PRId64 " %zu\n", -9000000000LL, 18446744073709551615ULL, INT64_C(7), sizeof(int));
    printf("%.*s %*d\n", 3, "abcdef", 6, 7);
    std::cout << std::fixed << std::setprecision(2) << 3.14159 << ' ' << 2.0 << '\n';
    std::cout << std::setw(6) << 42 << std::setfill('*') << std::setw(6) << 42 << std::left << std::setw(6) << 1 << "|\n";
    std::cout << std::hex << 255 << ' ' << std::showbase << 255 << std::dec << ' ' << 255 << '\n';
    std::cout << std::boolalpha << true << ' ' << std::noboolalpha << false << ' ' << 'c' << ' ' << int('c') << '\n';
    std::cout << std::defaultfloat << 1e6 << ' ' << 1e5 << ' ' << 0.1 + 0.2 << ' ' << 1.0 / 3 << ' ' << 1.0 / 0.0 << '\n';
    std::cout << std::setprecision(17) << 0.1 << ' ' << std::scientific << 12345.678 << '\n';
    char buffer[32];
    snprintf(buffer, sizeof buffer, "%s-%d", "x", 5);
    std::cout << buffer << ' ' << strlen(buffer) << '\n';
    std::cerr << "to stderr\n";
    int a, b;
    std::cout << sscanf("12 34", "%d %d", &a, &b) << ' ' << a + b << '\n';
    std::cout << "no newline at the end";
}
