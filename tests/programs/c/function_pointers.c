#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef int (*operation)(int, int);
static int add(int a, int b) { return a + b; }
static int sub(int a, int b) { return a - b; }
static int mul(int a, int b) { return a * b; }

static const struct { const char *name; operation run; } OPERATIONS[] = {{"+", add}, {"-", sub}, {"*", mul}};

static int sum(int count, ...) {
    va_list list;
    va_start(list, count);
    int total = 0;
    while (count--) total += va_arg(list, int);
    va_end(list);
    return total;
}

enum state { IDLE, RUNNING = 5, DONE };

int main(int argc, char **argv) {
    static int calls;
    for (size_t i = 0; i < sizeof OPERATIONS / sizeof *OPERATIONS; i++, calls++)
        printf("7 %s 3 = %d\n", OPERATIONS[i].name, OPERATIONS[i].run(7, 3));
    printf("%d %d %d %d\n", sum(4, 1, 2, 3, 4), calls, DONE, argc);
    bool (*const is_same)(int, int) = NULL;
    char buffer[] = {'h', 'i', 0}, *p = buffer;
    int grid[2][3] = {{1, 2, 3}, {4, 5, 6}}, *flat = &grid[0][0];
    printf("%s %c %d %d %d\n", p, *(p + 1), is_same == NULL, flat[4], *(*(grid + 1) + 2));
    switch (RUNNING) {
        case IDLE: puts("idle");
        case RUNNING: puts("running");
        case DONE: puts("done"); break;
        default: puts("other");
    }
    goto end;
    puts("skipped");
end:
    return argc == 1 && argv[0] != NULL ? 0 : 1;
}
