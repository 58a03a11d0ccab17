package main

import (
	"fmt"
	"runtime"
	"strings"
)

type Tree struct {
	left, right *Tree
	pad         [4]int
}

func build(depth int) *Tree {
	if depth == 0 {
		return &Tree{}
	}
	return &Tree{left: build(depth - 1), right: build(depth - 1)}
}

func (t *Tree) count() int {
	if t == nil {
		return 0
	}
	return 1 + t.left.count() + t.right.count()
}

func main() {
	total := 0
	for i := 0; i < 30; i++ {
		total += build(14).count()
	}
	fmt.Println(total)
	var text []string
	for i := 0; i < 100000; i++ {
		text = append(text, strings.Repeat("x", i%10))
	}
	fmt.Println(len(strings.Join(text, "")))
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumGC > 0)
}
