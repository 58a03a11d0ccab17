#include <stdio.h>
#include <stdlib.h>

int main(void) {
    int n, count = 0;
    long long sum = 0;
    int *values = NULL;
    while (scanf("%d", &n) == 1) {
        values = realloc(values, (count + 1) * sizeof *values);
        values[count++] = n;
        sum += n;
    }
    for (int i = count - 1; i >= 0; i--) printf("%d%c", values[i], i ? ' ' : '\n');
    printf("%d numbers, mean %.2f\n", count, count ? (double)sum / count : 0.0);
    free(values);
    return 0;
}
