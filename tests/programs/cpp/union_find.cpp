#include <chrono>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <numeric>
#include <random>
#include <vector>

struct DSU {
    std::vector<int> parent, size;
    explicit DSU(int n) : parent(n), size(n, 1) { std::iota(parent.begin(), parent.end(), 0); }
    int find(int x) { return parent[x] == x ? x : parent[x] = find(parent[x]); }
    bool unite(int a, int b) {
        a = find(a), b = find(b);
        if (a == b) return false;
        if (size[a] < size[b]) std::swap(a, b);
        parent[b] = a;
        size[a] += size[b];
        return true;
    }
};

int main() {
    auto start = std::chrono::steady_clock::now();
    clock_t cpu = clock();
    std::mt19937 random(12345);
    const int n = 200000;
    DSU dsu(n);
    int parts = n;
    for (int i = 0; i < n; i++) parts -= dsu.unite(random() % n, random() % n);
    std::cout << parts << ' ' << random() << '\n';
    auto took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    std::cout << (took.count() < 60000) << (clock() - cpu < 60 * CLOCKS_PER_SEC) << (time(nullptr) > 1600000000) << '\n';
    srand(1);
    std::cout << (rand() <= RAND_MAX) << std::endl;
    return parts % 7;
}
