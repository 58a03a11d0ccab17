#include <any>
#include <functional>
#include <iostream>
#include <optional>
#include <string>
#include <variant>
#include <vector>

std::optional<int> parse(const std::string& s) {
    if (s.empty() || s.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    return std::stoi(s);
}

template <class... Ts>
struct overloaded : Ts... { using Ts::operator()...; };

enum class Color { red, green, blue };

int main() {
    std::cout << parse("12").value_or(-1) << ' ' << parse("x").value_or(-1) << ' ' << parse("").has_value() << '\n';
    std::vector<std::variant<int, double, std::string>> values{1, 2.5, "three"};
    for (const auto& value : values)
        std::visit(overloaded{
            [](int i) { std::cout << "int " << i << '\n'; },
            [](double d) { std::cout << "double " << d << '\n'; },
            [](const std::string& s) { std::cout << "string " << s << '\n'; },
        }, value);
    std::any anything = std::string("any");
    std::cout << std::any_cast<std::string>(anything) << '\n';
    std::vector<std::function<int(int)>> steps{[](int x) { return x + 1; }, [k = 3](int x) { return x * k; }};
    int x = 4;
    for (auto& step : steps) x = step(x);
    int counter = 0;
    auto count = [&counter]() mutable { return ++counter; };
    count();
    count();
    switch (Color c = Color::green; c) {
        case Color::green: std::cout << "green " << static_cast<int>(c) << '\n'; break;
        default: std::cout << "other\n";
    }
    std::cout << x << ' ' << counter << std::endl;
}
