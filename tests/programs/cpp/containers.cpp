#include <bits/stdc++.h>
using namespace std;

int main() {
    set<int> s{5, 1, 3};
    s.insert(3);
    cout << *s.lower_bound(2) << ' ' << *s.rbegin() << ' ' << s.count(4) << s.contains(5) << '\n';
    multiset<int> ms{4, 4, 2};
    ms.erase(ms.find(4));
    for (int x : ms) cout << x << ' ';
    map<string, vector<int>> groups;
    for (auto [k, v] : initializer_list<pair<string, int>>{{"b", 1}, {"a", 2}, {"b", 3}}) groups[k].push_back(v);
    for (auto& [k, v] : groups) cout << k << '=' << v.size() << ' ';
    cout << '\n';
    deque<int> d{1, 2, 3};
    d.push_front(0);
    d.pop_back();
    cout << d.front() << d.back() << d.size() << '\n';
    stack<char> st;
    string brackets = "{[()]}(", open = "([{", close = ")]}";
    bool fine = true;
    for (char c : brackets) {
        if (open.find(c) != string::npos) st.push(c);
        else if (st.empty() || open.find(st.top()) != close.find(c)) fine = false;
        else st.pop();
    }
    cout << (fine && st.empty() ? "balanced" : "unbalanced") << '\n';
    queue<pair<int, int>> q;
    vector<string> grid{"..#.", ".#..", "....", "#.#."};
    vector<vector<int>> dist(4, vector<int>(4, -1));
    q.push({0, 0});
    dist[0][0] = 0;
    int dx[] = {0, 1, 0, -1}, dy[] = {1, 0, -1, 0};
    while (!q.empty()) {
        auto [x, y] = q.front();
        q.pop();
        for (int i = 0; i < 4; i++) {
            int nx = x + dx[i], ny = y + dy[i];
            if (nx < 0 || ny < 0 || nx > 3 || ny > 3 || grid[nx][ny] == '#' || dist[nx][ny] >= 0) continue;
            dist[nx][ny] = dist[x][y] + 1;
            q.push({nx, ny});
        }
    }
    for (auto& row : dist) {
        for (int x : row) cout << setw(3) << x;
        cout << '\n';
    }
    unordered_set<string> words{"x", "y", "x"};
    array<int, 3> a{3, 1, 2};
    sort(a.begin(), a.end());
    tuple<int, string, double> t{1, "two", 3.5};
    cout << words.size() << a[0] << a[2] << get<1>(t) << get<double>(t) << '\n';
    priority_queue<int> pq(a.begin(), a.end());
    for (; !pq.empty(); pq.pop()) cout << pq.top();
    list<int> l{1, 2, 3, 4};
    l.remove_if([](int x) { return x % 2; });
    l.reverse();
    cout << ' ' << l.front() << '\n';
}
