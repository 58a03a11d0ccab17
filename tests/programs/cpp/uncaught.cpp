#include <iostream>
#include <stdexcept>
int divide(int a, int b) {
    if (b == 0) throw std::domain_error("division by zero");
    return a / b;
}
int main() {
    std::cout << divide(7, 2) << std::endl;
    std::cout << divide(1, 0) << std::endl;
}
