#include <cstdlib>
#include <iostream>
struct Guard {
    const char* name;
    ~Guard() { std::cout << "destroyed " << name << std::endl; }
};
Guard global{"global"};
void leave(int code) {
    Guard local{"local"};
    std::cout << "leaving" << std::endl;
    std::exit(code);
}
int main() {
    Guard in_main{"main"};
    std::atexit([] { std::cout << "at exit" << std::endl; });
    leave(42);
}
