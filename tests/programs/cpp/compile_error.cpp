#include <iostream>
int main() {
    int count = "three";
    std::cout << count << std::endl
}
