#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#define SIZE 64
#define SQUARE(x) ((x) * (x))

int main(void) {
    double **m = malloc(SIZE * sizeof *m);
    for (int i = 0; i < SIZE; i++) {
        m[i] = calloc(SIZE, sizeof **m);
        for (int j = 0; j < SIZE; j++) m[i][j] = sin(i) * cos(j) + (i == j ? SIZE : 0);
    }
    double determinant = 1;
    for (int k = 0; k < SIZE; k++) {
        determinant *= m[k][k] / SIZE;
        for (int i = k + 1; i < SIZE; i++) {
            double factor = m[i][k] / m[k][k];
            for (int j = k; j < SIZE; j++) m[i][j] -= factor * m[k][j];
        }
    }
    printf("%.6f %g %.3e\n", determinant, sqrt(2), SQUARE(1e5 + 1));
    printf("%d %d %.1f %.1f\n", (int)floor(-2.5), (int)ceil(2.1), fmod(7.5, 2), pow(2, 0.5) > 1.41 ? 1.0 : 0.0);
    for (int i = 0; i < SIZE; i++) free(m[i]);
    free(m);
    return 0;
}
