#include <stdio.h>
int main(void) {
    int divisors[] = {5, 0};
    for (int i = 0; i < 2; i++) {
        printf("%d\n", 100 / divisors[i]);
        fflush(stdout);
    }
    return 0;
}
