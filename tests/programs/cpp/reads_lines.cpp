#include <algorithm>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

int main() {
    std::string line;
    std::map<std::string, int> count;
    int lines = 0;
    while (std::getline(std::cin, line)) {
        ++lines;
        std::istringstream words(line);
        for (std::string word; words >> word;) {
            std::transform(word.begin(), word.end(), word.begin(), ::tolower);
            ++count[word];
        }
    }
    std::vector<std::pair<std::string, int>> sorted(count.begin(), count.end());
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    std::cout << lines << " lines\n";
    for (const auto& [word, times] : sorted) std::cout << word << ": " << times << "\n";
}
