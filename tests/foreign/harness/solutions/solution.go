package main

import (
	"fmt"
	"os"
	"sort"
	"strconv"
	"strings"
)

func main() {
	var number int
	fmt.Scan(&number)
	fmt.Println(nextPlain(number))
}

func nextPlain(number int) int64 {
	for number++; ; number++ {
		digits := strconv.Itoa(number)
		unit := 0
		for i := 1; i < len(digits) && unit == 0; i++ {
			if digits[i] == digits[i-1] {
				unit, _ = strconv.Atoi("1" + strings.Repeat("0", len(digits)-1-i))
			}
		}
		if unit == 0 {
			return int64(number)
		}
		number = (number/unit+1)*unit - 1
	}
}

func LongestEcho(tape string) string {
	for length := len(tape) / 2; length > 0; length-- {
		for start := 0; start+length <= len(tape); start++ {
			if piece := tape[start : start+length]; strings.Contains(tape[start+length:], piece) {
				return piece
			}
		}
	}
	return ""
}

func busiest(visits [][]int) (moment, people int) {
	sort.Slice(visits, func(i, j int) bool { return visits[i][0] < visits[j][0] })
	for _, visit := range visits {
		inside := 0
		for _, each := range visits {
			if each[0] <= visit[0] && visit[0] < each[1] {
				inside++
			}
		}
		if inside > people {
			moment, people = visit[0], inside
		}
	}
	return
}

func marks_to_beat(jumps []int32, places int) []*int32 {
	board := make([]*int32, len(jumps))
	for i := places - 1; i < len(jumps); i++ {
		best := append([]int32{}, jumps[:i+1]...)
		sort.Slice(best, func(i, j int) bool { return best[i] > best[j] })
		board[i] = &best[places-1]
	}
	return board
}

func risingPieces(digits string) [][]int {
	return cut(digits, 0)
}

func cut(digits string, above int) (ways [][]int) {
	if digits == "" {
		return [][]int{{}}
	}
	for end := 1; end <= len(digits) && digits[0] != '0'; end++ {
		number, _ := strconv.Atoi(digits[:end])
		if number <= above {
			continue
		}
		for _, rest := range cut(digits[end:], number) {
			ways = append(ways, append([]int{number}, rest...))
		}
	}
	return ways
}

func favoritePhrase(words []string, length int) []any {
	var best []any
	for start := 0; start+length <= len(words); start++ {
		phrase := strings.Join(words[start:start+length], " ")
		count := 0
		for i := 0; i+length <= len(words); i++ {
			if strings.Join(words[i:i+length], " ") == phrase {
				count++
				i += length - 1
			}
		}
		if best == nil || count > best[1].(int) {
			best = []any{phrase, count}
		}
	}
	return best
}

func patternsMeet(one, other string) bool {
	switch {
	case one == "" && other == "":
		return true
	case strings.HasPrefix(one, "*"):
		return patternsMeet(one[1:], other) || other != "" && patternsMeet(one, other[1:])
	case strings.HasPrefix(other, "*"):
		return patternsMeet(other, one)
	case one == "" || other == "":
		return false
	}
	return (one[0] == other[0] || one[0] == '?' || other[0] == '?') && patternsMeet(one[1:], other[1:])
}

func tally(words []string) map[string]int {
	counts := map[string]int{}
	for _, word := range words {
		counts[word]++
	}
	return counts
}

func bill(prices map[string]float64, basket []string) (sum float64) {
	for _, each := range basket {
		sum += prices[each]
	}
	return
}

func ratio(one, other float64) float64 { return one / other }

func odd(kind int) int {
	switch kind {
	case 1:
		return 7
	case 2:
		panic("oops")
	case 3:
		fmt.Print("between")
	case 4:
		fmt.Println("bye")
		os.Exit(0)
	}
	return kind
}

func max(one, other string) string { return one + other }
