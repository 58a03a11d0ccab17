package main

import "fmt"

func main() {
	for i := 1; i <= 9000; i++ {
		switch {
		case i%15 == 0:
			fmt.Println("FB")
		case i%5 == 0:
			fmt.Println("B")
		case i%3 == 0:
			fmt.Println("F")
		default:
			fmt.Println(i)
		}
	}
}
