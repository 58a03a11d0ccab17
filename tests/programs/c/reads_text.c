#include <stdio.h>
#include <string.h>

int main(void) {
    char line[64];
    int number = 0, c, first = getchar();
    ungetc(first, stdin);
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        printf("%2d %zu '%s'\n", ++number, strlen(line), line);
        if (number == 2) break;
    }
    int letters = 0;
    while ((c = getchar()) != EOF) letters += c != '\n';
    printf("%d more, %s\n", letters, feof(stdin) ? "end" : "?");
    fprintf(stderr, "to stderr\n");
    fputs("no newline", stdout);
    return 0;
}
