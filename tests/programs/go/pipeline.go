package main

import (
	"fmt"
	"runtime"
	"sync"
)

func generate(n int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 2; i <= n; i++ {
			out <- i
		}
	}()
	return out
}

func filter(in <-chan int, prime int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := range in {
			if i%prime != 0 {
				out <- i
			}
		}
	}()
	return out
}

func main() {
	ch := generate(200)
	for {
		prime, ok := <-ch
		if !ok {
			break
		}
		fmt.Print(prime, " ")
		ch = filter(ch, prime)
	}
	fmt.Println()
	semaphore := make(chan struct{}, 3)
	var wg sync.WaitGroup
	var mu sync.Mutex
	active, most := 0, 0
	for range 20 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			semaphore <- struct{}{}
			mu.Lock()
			active++
			most = max(most, active)
			mu.Unlock()
			runtime.Gosched()
			mu.Lock()
			active--
			mu.Unlock()
			<-semaphore
		}()
	}
	wg.Wait()
	fmt.Println(active, most <= 3)
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v + 1
		}
		close(pong)
	}()
	for i := 0; i < 1000; i++ {
		ping <- i
		if got := <-pong; got != i+1 {
			panic(got)
		}
	}
	close(ping)
	_, ok := <-pong
	fmt.Println(ok)
}
