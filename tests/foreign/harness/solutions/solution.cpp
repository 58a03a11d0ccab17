#include <bits/stdc++.h>
using namespace std;
#define int long long
#define endl '\n'

int next_plain(int number) {
    for (++number;; ++number) {
        string digits = to_string(number);
        int unit = 0;
        for (size_t i = 1; i < digits.size() && !unit; ++i) {
            if (digits[i] == digits[i - 1]) unit = stoll("1" + string(digits.size() - 1 - i, '0'));
        }
        if (!unit) return number;
        number = (number / unit + 1) * unit - 1;
    }
}

string longest_echo(const string& tape) {
    for (size_t length = tape.size() / 2; length > 0; --length) {
        for (size_t start = 0; start + length <= tape.size(); ++start) {
            string piece = tape.substr(start, length);
            if (tape.find(piece, start + length) != string::npos) return piece;
        }
    }
    return "";
}

class Solution {
public:
    vector<int> busiest(vector<pair<int, int>>& visits) {
        vector<int> best = {0, 0};
        sort(visits.begin(), visits.end());
        for (auto& visit : visits) {
            int inside = 0;
            for (auto& each : visits) inside += each.first <= visit.first && visit.first < each.second;
            if (inside > best[1]) best = {visit.first, inside};
        }
        return best;
    }
};

vector<optional<int>> marks_to_beat(vector<int> jumps, int places) {
    vector<optional<int>> board;
    multiset<int, greater<int>> best;
    for (int jump : jumps) {
        best.insert(jump);
        if ((int) best.size() < places) board.push_back(nullopt);
        else board.push_back(*next(best.begin(), places - 1));
    }
    return board;
}

set<vector<int>> ways;

void cut(string digits, vector<int> pieces) {
    if (digits.empty()) ways.insert(pieces);
    for (size_t end = 1; end <= digits.size() && digits[0] != '0'; ++end) {
        int number = stoll(digits.substr(0, end));
        if (!pieces.empty() && number <= pieces.back()) continue;
        auto more = pieces;
        more.push_back(number);
        cut(digits.substr(end), more);
    }
}

const set<vector<int>>& rising_pieces(string digits) {
    ways.clear();
    cut(digits, {});
    return ways;
}

optional<tuple<string, int>> favorite_phrase(const vector<string>& words, size_t length) {
    optional<tuple<string, int>> best;
    for (size_t start = 0; start + length <= words.size(); ++start) {
        int count = 0;
        for (size_t i = 0; i + length <= words.size(); ++i) {
            if (!equal(words.begin() + i, words.begin() + i + length, words.begin() + start)) continue;
            ++count;
            i += length - 1;
        }
        string phrase = words[start];
        for (size_t i = 1; i < length; ++i) phrase += " " + words[start + i];
        if (!best || count > get<1>(*best)) best = make_tuple(phrase, count);
    }
    return best;
}

bool patterns_meet(string_view one, string_view other) {
    if (one.empty() && other.empty()) return true;
    if (!one.empty() && one[0] == '*') {
        return patterns_meet(one.substr(1), other) || (!other.empty() && patterns_meet(one, other.substr(1)));
    }
    if (!other.empty() && other[0] == '*') return patterns_meet(other, one);
    if (one.empty() || other.empty()) return false;
    bool same = one[0] == other[0] || one[0] == '?' || other[0] == '?';
    return same && patterns_meet(one.substr(1), other.substr(1));
}

unordered_map<string, int> tally(list<string> words) {
    unordered_map<string, int> counts;
    for (auto& word : words) ++counts[word];
    return counts;
}

double bill(map<string, double> prices, vector<string> basket) {
    double sum = 0;
    for (auto& each : basket) sum += prices[each];
    return sum;
}

double ratio(double one, double other) { return one / other; }

int odd(int kind) {
    if (kind == 1) return 7;
    if (kind == 2) throw runtime_error("oops");
    if (kind == 3) cout << "between";
    if (kind == 4) {
        cout << "bye" << endl;
        exit(0);
    }
    return kind;
}

signed main() {
    int number;
    cin >> number;
    cout << next_plain(number) << endl;
}
