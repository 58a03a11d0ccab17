#include <algorithm>
#include <cctype>
#include <iostream>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

bool palindrome(std::string_view s) {
    std::string kept;
    for (unsigned char c : s)
        if (std::isalnum(c)) kept += static_cast<char>(std::tolower(c));
    return std::equal(kept.begin(), kept.begin() + kept.size() / 2, kept.rbegin());
}

std::vector<std::string> split(const std::string& s, char by) {
    std::vector<std::string> parts;
    std::stringstream in(s);
    for (std::string part; std::getline(in, part, by);) parts.push_back(part);
    return parts;
}

int main() {
    std::string s = "Hello, World";
    std::cout << s.size() << ' ' << s.substr(7, 3) << ' ' << s.find("World") << ' ' << (s.find('z') == std::string::npos) << '\n';
    std::reverse(s.begin(), s.end());
    std::cout << s << ' ' << palindrome("A man, a plan, a canal: Panama") << palindrome("no") << '\n';
    for (const auto& part : split("a,bc,,d", ',')) std::cout << '[' << part << ']';
    std::cout << '\n' << std::stoi("42") + std::stol("-7") + std::stod("0.5") << ' ' << std::to_string(3.5) << std::to_string(-9) << '\n';
    s.insert(0, "> ").append("!").replace(2, 5, "-").erase(s.size() - 1);
    s += std::string(3, '=');
    std::cout << s << ' ' << (s.compare("> ") > 0) << ' ' << (std::string("abc") < "abd") << s.starts_with(">") << '\n';
    std::ostringstream out;
    for (int i = 0; i < 5; i++) out << i << (i < 4 ? "->" : "");
    std::cout << out.str() << '\n';
    std::cout << std::regex_replace(std::string("2024-05-06"), std::regex("(\\d+)-(\\d+)-(\\d+)"), "$3.$2.$1") << '\n';
    std::cout << R"(raw "text" \n)" << "\t|\x41|\u00e9" << '\n';
}
