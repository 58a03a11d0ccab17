#include <bits/stdc++.h>
using namespace std;

int main() {
    int n, m;
    scanf("%d %d", &n, &m);
    vector<vector<pair<int, int>>> g(n + 1);
    for (int i = 0; i < m; i++) {
        int a, b, w;
        scanf("%d%d%d", &a, &b, &w);
        g[a].push_back({b, w});
        g[b].emplace_back(a, w);
    }
    vector<int> dist(n + 1, INT_MAX), parent(n + 1);
    priority_queue<pair<int, int>, vector<pair<int, int>>, greater<>> pq;
    pq.push({dist[1] = 0, 1});
    while (!pq.empty()) {
        auto [d, u] = pq.top();
        pq.pop();
        if (d > dist[u]) continue;
        for (auto [v, w] : g[u])
            if (d + w < dist[v]) {
                dist[v] = d + w;
                parent[v] = u;
                pq.push({dist[v], v});
            }
    }
    for (int i = 1; i <= n; i++) {
        if (dist[i] == INT_MAX) printf("%d: unreachable\n", i);
        else printf("%d: %5d via %d\n", i, dist[i], parent[i]);
    }
}
