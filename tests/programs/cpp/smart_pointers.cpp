#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Node : std::enable_shared_from_this<Node> {
    std::string name;
    std::weak_ptr<Node> parent;
    std::vector<std::shared_ptr<Node>> children;
    explicit Node(std::string name) : name(std::move(name)) {}
    ~Node() { std::cout << "gone: " << name << '\n'; }
    std::shared_ptr<Node> add(const std::string& child) {
        children.push_back(std::make_shared<Node>(child));
        children.back()->parent = weak_from_this();
        return children.back();
    }
};

struct Buffer {
    std::unique_ptr<int[]> data;
    size_t size;
    explicit Buffer(size_t size) : data(new int[size]()), size(size) {}
    Buffer(Buffer&& other) noexcept : data(std::move(other.data)), size(std::exchange(other.size, 0)) { std::cout << "moved\n"; }
    Buffer(const Buffer&) = delete;
};

int main() {
    std::weak_ptr<Node> watched;
    {
        auto root = std::make_shared<Node>("root");
        auto leaf = root->add("a")->add("b");
        watched = leaf;
        std::cout << leaf->parent.lock()->name << ' ' << leaf.use_count() << ' ' << watched.expired() << '\n';
        root.reset();
        std::cout << (leaf->parent.lock() ? "parent" : "orphan") << '\n';
    }
    std::cout << watched.expired() << '\n';
    Buffer one(10);
    one.data[3] = 7;
    Buffer two = std::move(one);
    std::cout << two.data[3] << ' ' << one.size << ' ' << two.size << ' ' << (one.data == nullptr) << '\n';
    auto closer = [](FILE*) { std::cout << "closed\n"; };
    std::unique_ptr<FILE, decltype(closer)> file(stdout, closer);
}
