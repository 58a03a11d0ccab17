#include <functional>
#include <iostream>
#include <vector>
using namespace std;

struct ListNode {
    int val;
    ListNode* next;
};

ListNode* reversed(ListNode* head) {
    if (!head || !head->next) return head;
    ListNode* last = reversed(head->next);
    head->next->next = head;
    head->next = nullptr;
    return last;
}

vector<vector<int>> adj;
vector<int> order_;
vector<bool> seen;

void dfs(int u) {
    seen[u] = true;
    for (int v : adj[u])
        if (!seen[v]) dfs(v);
    order_.push_back(u);
}

int main() {
    const int n = 100000;
    ListNode* head = nullptr;
    for (int i = 0; i < n; i++) head = new ListNode{i, head};
    cout << reversed(head)->val << endl;

    adj.resize(n);
    seen.assign(n, false);
    for (int i = 0; i + 1 < n; i++) {
        adj[i].push_back(i + 1);
        adj[i + 1].push_back(i);
    }
    dfs(0);
    cout << order_.front() << " " << order_.back() << endl;

    vector<long long> memo(n + 1, -1);
    function<long long(int)> climb = [&](int k) -> long long {
        if (k < 2) return 1;
        if (memo[k] >= 0) return memo[k];
        return memo[k] = (climb(k - 1) + climb(k - 2)) % 1000000007;
    };
    cout << climb(n) << endl;
}
