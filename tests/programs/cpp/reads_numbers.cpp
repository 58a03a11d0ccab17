#include <bits/stdc++.h>
using namespace std;

int main() {
    ios::sync_with_stdio(false);
    cin.tie(nullptr);
    int cases;
    cin >> cases;
    while (cases--) {
        int n;
        cin >> n;
        vector<long long> a(n);
        for (auto& x : a) cin >> x;
        long long best = LLONG_MIN, sum = 0;
        for (auto x : a) {
            sum = max(sum + x, x);
            best = max(best, sum);
        }
        cout << best << '\n';
    }
    string rest;
    cout << (cin >> rest ? "more" : "end") << '\n';
}
