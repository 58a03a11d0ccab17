#include <iostream>
#include <string>
#include <vector>
using namespace std;

class Trie {
    struct Node {
        Node* next[26] = {};
        bool isWord = false;
    };
    Node* root = new Node();

    Node* walk(const string& s) {
        Node* at = root;
        for (char c : s)
            if (!(at = at->next[c - 'a'])) return nullptr;
        return at;
    }
    void collect(Node* at, string& prefix, vector<string>& out) {
        if (at->isWord) out.push_back(prefix);
        for (int i = 0; i < 26; i++)
            if (at->next[i]) {
                prefix.push_back('a' + i);
                collect(at->next[i], prefix, out);
                prefix.pop_back();
            }
    }

public:
    void insert(const string& word) {
        Node* at = root;
        for (char c : word) {
            auto& next = at->next[c - 'a'];
            if (!next) next = new Node();
            at = next;
        }
        at->isWord = true;
    }
    bool search(const string& word) {
        Node* at = walk(word);
        return at && at->isWord;
    }
    vector<string> startingWith(string prefix) {
        vector<string> out;
        if (Node* at = walk(prefix)) collect(at, prefix, out);
        return out;
    }
};

int main() {
    Trie trie;
    for (string word; cin >> word && word != "?";) trie.insert(word);
    for (string word; cin >> word;) {
        cout << word << (trie.search(word) ? " yes:" : " no:");
        for (auto& each : trie.startingWith(word)) cout << ' ' << each;
        cout << '\n';
    }
}
