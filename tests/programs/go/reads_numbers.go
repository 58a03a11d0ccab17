package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var cases int
	fmt.Fscan(in, &cases)
	for ; cases > 0; cases-- {
		var n int
		fmt.Fscan(in, &n)
		sum, best := 0, -1<<63
		for i := 0; i < n; i++ {
			var x int
			fmt.Fscan(in, &x)
			sum = max(sum+x, x)
			best = max(best, sum)
		}
		fmt.Fprintln(out, best)
	}
	var rest string
	_, err := fmt.Fscan(in, &rest)
	fmt.Fprintln(out, err)
}
