#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void goodbye(void) { puts("goodbye"); }

int main(void) {
    atexit(goodbye);
    char *end;
    errno = 0;
    long value = strtol("123abc", &end, 10);
    printf("%ld %s %d\n", value, end, errno);
    if (!fopen("/nowhere/file.txt", "r")) printf("%s\n", errno == ENOENT ? "no such file" : strerror(errno));
    printf("%d %d\n", atoi("-42"), abs(-7));
    exit(EXIT_FAILURE + 6);
}
