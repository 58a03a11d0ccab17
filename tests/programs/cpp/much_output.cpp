#include <iostream>
int main() {
    for (int i = 1; i <= 9000; i++) std::cout << i << (i % 15 == 0 ? "z" : i % 5 == 0 ? "b" : i % 3 == 0 ? "f" : "") << "\n";
    return 0;
}
