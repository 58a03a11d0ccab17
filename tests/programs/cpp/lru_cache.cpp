#include <iostream>
#include <list>
#include <unordered_map>

class LRUCache {
    int capacity;
    std::list<std::pair<int, int>> items;
    std::unordered_map<int, std::list<std::pair<int, int>>::iterator> where;

public:
    explicit LRUCache(int capacity) : capacity(capacity) {}

    int get(int key) {
        auto it = where.find(key);
        if (it == where.end()) return -1;
        items.splice(items.begin(), items, it->second);
        return it->second->second;
    }

    void put(int key, int value) {
        if (get(key) != -1) {
            items.front().second = value;
            return;
        }
        if (static_cast<int>(items.size()) == capacity) {
            where.erase(items.back().first);
            items.pop_back();
        }
        items.emplace_front(key, value);
        where[key] = items.begin();
    }
};

int main() {
    LRUCache cache(2);
    cache.put(1, 1);
    cache.put(2, 2);
    std::cout << cache.get(1) << '\n';
    cache.put(3, 3);
    std::cout << cache.get(2) << '\n';
    cache.put(1, 10);
    cache.put(4, 4);
    std::cout << cache.get(1) << ' ' << cache.get(3) << ' ' << cache.get(4) << std::endl;
    LRUCache* big = new LRUCache(1000);
    long long sum = 0;
    for (int i = 0; i < 200000; i++) {
        big->put(i % 1500, i);
        sum += big->get((i * 7) % 1500);
    }
    std::cout << sum << std::endl;
    delete big;
}
