package main

import "fmt"

type Point struct{ x, y int }

func islands(grid []string) int {
	seen := map[Point]bool{}
	var sink func(Point)
	sink = func(p Point) {
		if p.x < 0 || p.y < 0 || p.x >= len(grid) || p.y >= len(grid[0]) || grid[p.x][p.y] == '0' || seen[p] {
			return
		}
		seen[p] = true
		for _, d := range []Point{{0, 1}, {1, 0}, {0, -1}, {-1, 0}} {
			sink(Point{p.x + d.x, p.y + d.y})
		}
	}
	count := 0
	for x, row := range grid {
		for y := range row {
			if grid[x][y] == '1' && !seen[Point{x, y}] {
				count++
				sink(Point{x, y})
			}
		}
	}
	return count
}

func spiral(m [][]int) (out []int) {
	for len(m) > 0 {
		out = append(out, m[0]...)
		var turned [][]int
		for c := len(m[0]) - 1; c >= 0; c-- {
			var row []int
			for _, r := range m[1:] {
				row = append(row, r[c])
			}
			if row != nil {
				turned = append(turned, row)
			}
		}
		m = turned
	}
	return
}

func main() {
	fmt.Println(islands([]string{"11000", "11000", "00100", "00011"}))
	fmt.Println(spiral([][]int{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}))
	const n = 120
	var a, b, c [n][n]float64
	for i := range n {
		for j := range n {
			a[i][j], b[i][j] = float64(i+j), float64(i-j)
		}
	}
	for i := range n {
		for j := range n {
			for k := range n {
				c[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	fmt.Println(c[0][0], c[n-1][n-1], c[3][7])
}
