#include <iostream>
#include <unordered_map>
#include <vector>

class Solution {
public:
    std::vector<int> twoSum(std::vector<int>& nums, int target) {
        std::unordered_map<int, int> seen;
        for (int i = 0; i < static_cast<int>(nums.size()); ++i) {
            auto it = seen.find(target - nums[i]);
            if (it != seen.end()) return {it->second, i};
            seen[nums[i]] = i;
        }
        return {};
    }
};

int main() {
    std::vector<int> nums{2, 7, 11, 15};
    for (int target : {9, 26, 100}) {
        auto found = Solution().twoSum(nums, target);
        if (found.empty()) std::cout << target << ": none" << std::endl;
        else std::cout << target << ": " << found[0] << " " << found[1] << std::endl;
    }
}
