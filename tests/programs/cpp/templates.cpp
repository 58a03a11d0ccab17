#include <array>
#include <concepts>
#include <iostream>
#include <string>
#include <type_traits>
#include <vector>

template <typename T>
class Stack {
    std::vector<T> data;

public:
    void push(T value) { data.push_back(std::move(value)); }
    T pop() {
        T value = std::move(data.back());
        data.pop_back();
        return value;
    }
    bool empty() const { return data.empty(); }
    template <typename F>
    auto map(F f) const {
        Stack<std::invoke_result_t<F, T>> result;
        for (const auto& each : data) result.push(f(each));
        return result;
    }
};

template <typename T>
concept Number = std::integral<T> || std::floating_point<T>;

template <Number... Ts>
auto sum(Ts... values) { return (values + ... + 0); }

template <typename T>
std::string kind(const T&) {
    if constexpr (std::is_same_v<T, std::string>) return "string";
    else if constexpr (std::is_integral_v<T>) return "integer";
    else return "other";
}

template <int N>
struct Factorial { static constexpr long long value = N * Factorial<N - 1>::value; };
template <>
struct Factorial<0> { static constexpr long long value = 1; };

constexpr auto squares = [] {
    std::array<int, 6> all{};
    for (int i = 0; i < 6; i++) all[i] = i * i;
    return all;
}();

int main() {
    Stack<int> stack;
    for (int i = 1; i <= 4; i++) stack.push(i);
    auto words = stack.map([](int x) { return std::string(x, '#'); });
    while (!words.empty()) std::cout << words.pop() << "\n";
    std::cout << sum(1, 2.5, 3L) << " " << kind(std::string()) << " " << kind('c') << " " << kind(1.5) << "\n";
    static_assert(squares[5] == 25);
    std::cout << Factorial<20>::value << " " << squares[4] << std::endl;
}
