#include <stdio.h>
#include <stdlib.h>

typedef struct Node {
    int data;
    struct Node *next;
} Node;

static Node *push(Node *head, int data) {
    Node *node = malloc(sizeof(Node));
    node->data = data;
    node->next = head;
    return node;
}

static Node *reverse(Node *head) {
    if (!head || !head->next) return head;
    Node *last = reverse(head->next);
    head->next->next = head;
    head->next = NULL;
    return last;
}

int main(void) {
    Node *list = NULL;
    for (int i = 0; i < 100000; i++) list = push(list, i);
    list = reverse(list);
    long sum = 0;
    for (Node *at = list; at; at = at->next) sum = (sum * 31 + at->data) % 1000003;
    printf("%d %d %ld\n", list->data, list->next->data, sum);
    while (list) {
        Node *next = list->next;
        free(list);
        list = next;
    }
    return 0;
}
