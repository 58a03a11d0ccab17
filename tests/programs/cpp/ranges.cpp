#include <algorithm>
#include <compare>
#include <iostream>
#include <map>
#include <ranges>
#include <span>
#include <string>
#include <vector>

struct Version {
    int major_, minor_;
    auto operator<=>(const Version&) const = default;
};

int total(std::span<const int> values) {
    int sum = 0;
    for (int value : values) sum += value;
    return sum;
}

int main() {
    std::vector<int> v{5, 3, 8, 1, 9, 2};
    std::ranges::sort(v);
    for (int x : v | std::views::filter([](int x) { return x % 2; }) | std::views::transform([](int x) { return x * x; })) std::cout << x << ' ';
    for (int x : std::views::iota(1, 4)) std::cout << x;
    for (int x : v | std::views::reverse | std::views::take(2)) std::cout << ' ' << x;
    std::cout << '\n' << total(v) << ' ' << total(std::span(v).subspan(1, 2)) << '\n';
    std::cout << (Version{1, 2} < Version{1, 10}) << (Version{2, 0} == Version{2, 0}) << '\n';
    std::map<std::string, int> ages{{"a", 1}, {"b", 2}};
    for (const auto& key : ages | std::views::keys) std::cout << key;
    std::cout << ' ' << *std::ranges::max_element(v) << ' ' << std::ranges::count_if(v, [](int x) { return x > 4; }) << std::endl;
}
