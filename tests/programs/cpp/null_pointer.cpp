#include <iostream>
struct TreeNode {
    int val = 0;
    TreeNode *left = nullptr, *right = nullptr;
};
int leftmost(TreeNode* node) {
    while (node->left) node = node->left;
    return node->val;
}
int main() {
    TreeNode root{5, new TreeNode{3}};
    std::cout << leftmost(&root) << std::endl;
    std::cout << leftmost(root.right) << std::endl;
}
