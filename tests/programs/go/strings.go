package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

func reverse(s string) string {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		r[i], r[j] = r[j], r[i]
	}
	return string(r)
}

func isPalindrome(s string) bool {
	kept := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
	return kept == reverse(kept)
}

func main() {
	var b strings.Builder
	for i := 3; i > 0; i-- {
		fmt.Fprintf(&b, "%d...", i)
	}
	b.WriteByte('!')
	b.WriteRune('é')
	fmt.Println(b.String(), b.Len(), reverse("héllo"), isPalindrome("A man, a plan, a canal: Panama"))
	for i, r := range "aé日" {
		fmt.Print(i, ":", string(r), "(", r, ") ")
	}
	fmt.Println(len("aé日"), "abc"[1], "abc"[1:])
	fmt.Println(strings.Split("a,b,,c", ","), strings.Join([]string{"x", "y"}, "-"), strings.Replace("aaa", "a", "b", 2))
	fmt.Println(strings.Index("chicken", "ken"), strings.HasPrefix("golang", "go"), strings.Title("hello"), strings.TrimLeft("xxabc", "x"))
	n, err := strconv.Atoi("12a")
	fmt.Println(n, err)
	fmt.Println(strconv.Itoa(7)+strconv.Quote("q\n"), strconv.FormatInt(255, 2))
	re := regexp.MustCompile(`(\w+)@(\w+)\.com`)
	fmt.Println(re.FindAllStringSubmatch("ann@x.com, bob@y.com", -1), re.ReplaceAllString("ann@x.com", "$2:$1"))
	fmt.Printf("|%5d|%-5d|%05d|%x|%X|%o|%b|%c|%U|%8.3f|%-8s|%8s|%t|%p\n", 42, 42, 42, 255, 255, 8, 5, 'G', 'é', 3.14159, "l", "r", true, nil)
	fmt.Printf("%v %v %v %q %s %d%%\n", []string{"a"}, map[string]int{"b": 2, "a": 1}, struct {
		A int
		B string
	}{1, "x"}, []string{"q"}, []byte("bytes"), 50)
	fmt.Printf("%!|%d|%s\n", "wrong", 5)
}
