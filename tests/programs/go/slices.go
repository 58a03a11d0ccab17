package main

import "fmt"

func permutations(xs []int) (out [][]int) {
	var walk func(int)
	walk = func(at int) {
		if at == len(xs) {
			out = append(out, append([]int(nil), xs...))
			return
		}
		for i := at; i < len(xs); i++ {
			xs[at], xs[i] = xs[i], xs[at]
			walk(at + 1)
			xs[at], xs[i] = xs[i], xs[at]
		}
	}
	walk(0)
	return
}

func main() {
	a := []int{1, 2, 3, 4, 5}
	b := a[1:3]
	b = append(b, 99)
	fmt.Println(a, b, len(b), cap(b))
	c := make([]int, 2, 10)
	copy(c, a)
	c = append(c, a[3:]...)
	fmt.Println(c, a[:0], a[len(a):], c[1:3:4])
	grid := make([][]rune, 3)
	for i := range grid {
		grid[i] = []rune("...")
	}
	grid[1][1] = '#'
	for _, row := range grid {
		fmt.Println(string(row))
	}
	fmt.Println(permutations([]int{1, 2, 3}))
	arr := [3]int{1, 2, 3}
	other := arr
	other[0] = 9
	fmt.Println(arr, other, arr == [3]int{1, 2, 3})
	var none []int
	fmt.Println(none == nil, len(none), append(none, 1))
	m := map[[2]int]string{{1, 2}: "a"}
	delete(m, [2]int{0, 0})
	v, ok := m[[2]int{3, 4}]
	fmt.Printf("%q %v %v\n", v, ok, m)
	clear(m)
	fmt.Println(len(m), min(3, 1, 2))
	sizes := []int{}
	for i, last := 0, -1; i < 2000; i++ {
		sizes = append(sizes, i)
		if cap(sizes) != last {
			last = cap(sizes)
			fmt.Print(last, " ")
		}
	}
	fmt.Println()
}
