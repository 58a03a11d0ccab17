#include <cassert>
#include <iostream>
#include <vector>
int main() {
    std::vector<int> v{1, 2, 3};
    assert(v.size() == 3);
    std::cout << "sized" << std::endl;
    assert(v.front() == 2 && "the first is two");
    std::cout << "not here" << std::endl;
}
