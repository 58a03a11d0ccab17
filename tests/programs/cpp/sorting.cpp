#include <algorithm>
#include <iostream>
#include <numeric>
#include <string>
#include <tuple>
#include <vector>

struct Person {
    std::string name;
    int age;
    double score;
};

int main() {
    std::vector<Person> people{{"Ann", 31, 2.5}, {"Bob", 25, 3.25}, {"Cid", 31, 1}, {"Dan", 25, 3.25}};
    std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) {
        return std::tie(a.age, b.score, a.name) < std::tie(b.age, a.score, b.name);
    });
    for (const auto& p : people) std::cout << p.name << ' ' << p.age << ' ' << p.score << '\n';
    std::stable_sort(people.begin(), people.end(), [](auto& a, auto& b) { return a.score > b.score; });
    for (const auto& [name, age, score] : people) std::cout << name << (name == people.back().name ? "\n" : ", ");

    std::vector<int> v(10);
    std::iota(v.rbegin(), v.rend(), 1);
    std::nth_element(v.begin(), v.begin() + 4, v.end(), std::greater<>());
    std::cout << v[4] << '\n';
    std::partial_sort(v.begin(), v.begin() + 3, v.end());
    std::cout << v[0] << v[1] << v[2] << '\n';
    std::sort(v.begin(), v.end());
    std::cout << (std::lower_bound(v.begin(), v.end(), 7) - v.begin()) << ' ' << std::accumulate(v.begin(), v.end(), 0);
    v.erase(std::remove_if(v.begin(), v.end(), [](int x) { return x % 3; }), v.end());
    std::cout << ' ' << v.size() << ' ' << *std::max_element(v.begin(), v.end()) << std::endl;
    do std::cout << v[0] << v[1] << v[2] << ' ';
    while (std::next_permutation(v.begin(), v.end()));
    std::cout << "\n";
}
