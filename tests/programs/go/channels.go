package main

import (
	"fmt"
	"sync"
	"time"
)

type result struct{ job, square int }

func worker(jobs <-chan int, results chan<- result, wg *sync.WaitGroup) {
	defer wg.Done()
	for job := range jobs {
		results <- result{job, job * job}
	}
}

func main() {
	jobs, results := make(chan int, 100), make(chan result, 100)
	var wg sync.WaitGroup
	for w := 0; w < 4; w++ {
		wg.Add(1)
		go worker(jobs, results, &wg)
	}
	for i := 1; i <= 50; i++ {
		jobs <- i
	}
	close(jobs)
	go func() { wg.Wait(); close(results) }()
	sum := 0
	for r := range results {
		sum += r.square
	}
	fmt.Println(sum)

	done := make(chan struct{})
	ticks := make(chan string)
	go func() {
		for i := 0; i < 3; i++ {
			time.Sleep(5 * time.Millisecond)
			ticks <- fmt.Sprint("tick ", i)
		}
		close(done)
	}()
	for running := true; running; {
		select {
		case text := <-ticks:
			fmt.Println(text)
		case <-done:
			running = false
		case <-time.After(10 * time.Second):
			fmt.Println("late")
		}
	}
	select {
	case v, ok := <-results:
		fmt.Println(v, ok)
	default:
		fmt.Println("nothing")
	}
}
