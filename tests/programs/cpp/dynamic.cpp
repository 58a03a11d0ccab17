#include <bits/stdc++.h>
#define all(x) (x).begin(), (x).end()
typedef long long ll;
using namespace std;
const ll MOD = 1e9 + 7;

ll power(ll b, ll e) {
    ll r = 1;
    for (b %= MOD; e; e >>= 1, b = b * b % MOD)
        if (e & 1) r = r * b % MOD;
    return r;
}

int lis(const vector<int>& a) {
    vector<int> tails;
    for (int x : a) {
        auto it = lower_bound(all(tails), x);
        if (it == tails.end()) tails.push_back(x);
        else *it = x;
    }
    return tails.size();
}

int edit(const string& a, const string& b) {
    vector<vector<int>> d(a.size() + 1, vector<int>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); i++)
        for (size_t j = 0; j <= b.size(); j++)
            d[i][j] = !i ? j : !j ? i : min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
    return d[a.size()][b.size()];
}

int main() {
    cout << lis({10, 9, 2, 5, 3, 7, 101, 18}) << ' ' << edit("kitten", "sitting") << ' ' << power(2, 1000000) << '\n';
    const int W = 100000;
    vector<ll> ways(W + 1);
    ways[0] = 1;
    for (int coin : {1, 2, 5, 10, 20, 50, 100, 200})
        for (int w = coin; w <= W; w++) ways[w] = (ways[w] + ways[w - coin]) % MOD;
    cout << ways[W] << endl;
    vector<bool> sieve(2000000, true);
    int primes = 0;
    for (int i = 2; i < 2000000; i++)
        if (sieve[i]) {
            primes++;
            for (ll j = 1LL * i * i; j < 2000000; j += i) sieve[j] = false;
        }
    cout << primes << '\n';
}
