#include <ctype.h>
#include <stdio.h>
#include <string.h>

static void reverse(char *s) {
    for (char *end = s + strlen(s) - 1; s < end; s++, end--) {
        char c = *s;
        *s = *end;
        *end = c;
    }
}

int main(void) {
    char text[100] = "The quick brown fox";
    int letters[26] = {0};
    for (char *p = text; *p; p++)
        if (isalpha((unsigned char)*p)) letters[tolower((unsigned char)*p) - 'a']++;
    for (int i = 0; i < 26; i++)
        if (letters[i] > 1) printf("%c=%d ", 'a' + i, letters[i]);
    printf("\n");
    strcat(text, "; jumps, over");
    for (char *word = strtok(text, " ;,"); word; word = strtok(NULL, " ;,")) {
        reverse(word);
        printf("[%s]", word);
    }
    char copy[8];
    strncpy(copy, "0123456789", sizeof copy - 1);
    copy[7] = '\0';
    printf("\n%s %d %zu %s\n", copy, strcmp("a", "b") < 0, strcspn("key=value", "="), strchr("a.b.c", '.'));
    printf("%s %d\n", strstr("needle in haystack", "hay"), memcmp("abc", "abd", 2));
    return 0;
}
