#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

class InsufficientFunds : public std::runtime_error {
public:
    int missing;
    explicit InsufficientFunds(int missing) : std::runtime_error("insufficient funds"), missing(missing) {}
};

struct Log {
    std::string name;
    explicit Log(std::string name) : name(std::move(name)) { std::cout << "open " << this->name << '\n'; }
    ~Log() { std::cout << "close " << name << '\n'; }
};

void withdraw(int balance, int amount) {
    Log log("withdraw");
    if (amount < 0) throw std::invalid_argument("amount < 0");
    if (amount > balance) throw InsufficientFunds(amount - balance);
    std::cout << "left " << balance - amount << '\n';
}

int depth(int n) {
    if (n == 0) throw std::string("bottom");
    return depth(n - 1) + 1;
}

template <typename F>
void attempt(F f) {
    try {
        f();
    } catch (const InsufficientFunds& e) {
        std::cout << e.what() << ": " << e.missing << '\n';
    } catch (const std::logic_error& e) {
        std::cout << "logic error\n";
    } catch (const std::exception& e) {
        std::cout << "exception\n";
    } catch (const std::string& text) {
        std::cout << "text " << text << '\n';
    } catch (...) {
        std::cout << "something\n";
    }
}

int main() {
    attempt([] { withdraw(10, 3); });
    attempt([] { withdraw(10, 30); });
    attempt([] { withdraw(10, -1); });
    attempt([] { (void)std::stoi("abc"); });
    attempt([] { (void)std::stoi("99999999999"); });
    attempt([] { std::vector<int>(3).at(3) = 1; });
    attempt([] { std::string("abc").substr(5); });
    attempt([] { std::map<int, int>().at(1); });
    attempt([] { throw 42; });
    attempt([] { std::optional<int>().value(); });
    attempt([] { std::get<int>(std::variant<std::string, int>("x")); });
    attempt([] { depth(50000); });
    try {
        try {
            throw std::runtime_error("inner");
        } catch (...) {
            std::throw_with_nested(std::logic_error("outer"));
        }
    } catch (const std::logic_error& e) {
        try {
            std::rethrow_if_nested(e);
        } catch (const std::runtime_error& inner) {
            std::cout << e.what() << " < " << inner.what() << '\n';
        }
    }
    int caught = 0;
    for (int i = 0; i < 10000; i++) try {
        if (i % 3 == 0) throw i;
    } catch (int) { caught++; }
    std::cout << caught << std::endl;
    auto p = std::make_unique<Log>("unique");
}
