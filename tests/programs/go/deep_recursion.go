package main

import "fmt"

type Node struct {
	val         int
	left, right *Node
}

func depth(n *Node) int {
	if n == nil {
		return 0
	}
	return 1 + max(depth(n.left), depth(n.right))
}

func main() {
	var root *Node
	for i := 0; i < 100000; i++ {
		root = &Node{i, root, nil}
	}
	fmt.Println(depth(root), depth(root))

	memo := map[int]int{}
	var climb func(int) int
	climb = func(n int) int {
		if n < 2 {
			return 1
		}
		if v, ok := memo[n]; ok {
			return v
		}
		memo[n] = (climb(n-1) + climb(n-2)) % 1_000_000_007
		return memo[n]
	}
	fmt.Println(climb(100000))

	results := make(chan int)
	for range 3 {
		go func() { results <- depth(root) }()
	}
	fmt.Println(<-results + <-results + <-results)
}
