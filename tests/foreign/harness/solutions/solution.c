#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

long long next_plain(long long number) {
    for (++number;; ++number) {
        char digits[24];
        int length = sprintf(digits, "%lld", number), twin = 1;
        while (twin < length && digits[twin] != digits[twin - 1]) ++twin;
        if (twin >= length) return number;
        long long unit = 1;
        for (int i = twin + 1; i < length; ++i) unit *= 10;
        number = (number / unit + 1) * unit - 1;
    }
}

const char *longest_echo(char *tape) {
    static char piece[100];
    for (int length = strlen(tape) / 2; length > 0; --length) {
        for (int start = 0; start + length <= (int) strlen(tape); ++start) {
            sprintf(piece, "%.*s", length, tape + start);
            if (strstr(tape + start + length, piece)) return piece;
        }
    }
    return "";
}

static int by_first(const void *one, const void *other) { return (*(int **) one)[0] - (*(int **) other)[0]; }

int *busiest(int **visits, int size, int *sizes, int *returnSize) {
    static int best[2];
    best[0] = best[1] = 0;
    *returnSize = 2;
    qsort(visits, size, sizeof *visits, by_first);
    for (int i = 0; i < size; ++i) {
        int inside = 0;
        for (int j = 0; j < size; ++j) inside += visits[j][0] <= visits[i][0] && visits[i][0] < visits[j][1];
        if (inside > best[1]) best[0] = visits[i][0], best[1] = inside;
    }
    return best;
}

static int **ways, *lengths, found, pieces[10];

static void cut(const char *digits, int used) {
    if (!*digits) {
        ways[found] = malloc(sizeof pieces);
        memcpy(ways[found], pieces, sizeof pieces);
        lengths[found++] = used;
    }
    for (size_t end = 1; end <= strlen(digits) && *digits != '0'; ++end) {
        char piece[12] = {0};
        int number = atoi(strncpy(piece, digits, end));
        if (used && number <= pieces[used - 1]) continue;
        pieces[used] = number;
        cut(digits + end, used + 1);
    }
}

int **rising_pieces(const char digits[], int *returnSize, int **returnColumnSizes) {
    ways = malloc(100 * sizeof *ways);
    lengths = malloc(100 * sizeof *lengths);
    found = 0;
    cut(digits, 0);
    *returnSize = found;
    *returnColumnSizes = lengths;
    return ways;
}

char **in_both(char **one, size_t oneSize, char *other[], size_t otherSize, size_t *returnSize) {
    char **shared = malloc(100 * sizeof *shared);
    *returnSize = 0;
    for (size_t i = 0, j = 0; i < oneSize && j < otherSize;) {
        int order = strcmp(one[i], other[j]);
        if (order == 0) shared[(*returnSize)++] = one[i];
        i += order <= 0;
        j += order >= 0;
    }
    return shared;
}

int patterns_meet(const char *one, const char *other) {
    if (!*one && !*other) return 1;
    if (*one == '*') return patterns_meet(one + 1, other) || (*other && patterns_meet(one, other + 1));
    if (*other == '*') return patterns_meet(other, one);
    if (!*one || !*other) return 0;
    return (*one == *other || *one == '?' || *other == '?') && patterns_meet(one + 1, other + 1);
}

double mean(const double *numbers, int count) {
    double sum = 0;
    for (int i = 0; i < count; ++i) sum += numbers[i];
    return sum / count;
}

int odd(int kind) {
    if (kind == 1) return 7;
    if (kind == 3) printf("between");
    if (kind == 4) {
        puts("bye");
        exit(0);
    }
    return kind;
}

int main() {
    long long number;
    scanf("%lld", &number);
    printf("%lld\n", next_plain(number));
}
