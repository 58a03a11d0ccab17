package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
	"unicode/utf8"
)

func main() {
	scanner := bufio.NewScanner(os.Stdin)
	counts := map[string]int{}
	for line := 1; scanner.Scan(); line++ {
		text := scanner.Text()
		fmt.Printf("%d: %q %d %d\n", line, text, len(text), utf8.RuneCountInString(text))
		for _, word := range strings.Fields(strings.ToLower(text)) {
			counts[strings.Trim(word, ".,!")]++
		}
	}
	words := make([]string, 0, len(counts))
	for word := range counts {
		words = append(words, word)
	}
	sort.Slice(words, func(i, j int) bool {
		if counts[words[i]] != counts[words[j]] {
			return counts[words[i]] > counts[words[j]]
		}
		return words[i] < words[j]
	})
	for _, word := range words {
		fmt.Println(word, counts[word])
	}
	fmt.Println(counts)
}
