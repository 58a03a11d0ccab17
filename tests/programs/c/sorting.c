#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct student {
    char name[16];
    int grade;
    union { float mean; unsigned bits; } score;
};

static int by_grade(const void *a, const void *b) {
    const struct student *x = a, *y = b;
    return x->grade != y->grade ? y->grade - x->grade : strcmp(x->name, y->name);
}

static int ascending(const void *a, const void *b) {
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

static void quicksort(int *a, int lo, int hi) {
    if (lo >= hi) return;
    int pivot = a[(lo + hi) / 2], i = lo, j = hi;
    while (i <= j) {
        while (a[i] < pivot) i++;
        while (a[j] > pivot) j--;
        if (i <= j) {
            int t = a[i];
            a[i++] = a[j];
            a[j--] = t;
        }
    }
    quicksort(a, lo, j);
    quicksort(a, i, hi);
}

int main(void) {
    struct student all[] = {{"Ann", 3, {1.5f}}, {"Bob", 5, {2}}, {"Cid", 3, {.bits = 0x40490fdb}}};
    qsort(all, 3, sizeof *all, by_grade);
    for (int i = 0; i < 3; i++) printf("%-5s|%d|%.4f\n", all[i].name, all[i].grade, all[i].score.mean);
    int a[] = {9, -2, 7, 7, 0, 3}, n = sizeof a / sizeof *a, key = 7;
    quicksort(a, 0, n - 1);
    for (int i = 0; i < n; i++) printf("%d ", a[i]);
    int *found = bsearch(&key, a, n, sizeof *a, ascending);
    printf("%s\n", found ? "found" : "missing");
    return 0;
}
