package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

type Counter struct {
	mu     sync.RWMutex
	counts map[string]int
}

func (c *Counter) Add(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[key]++
}

func (c *Counter) Get(key string) int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.counts[key]
}

func main() {
	c := Counter{counts: map[string]int{}}
	var wg sync.WaitGroup
	var total atomic.Int64
	var once sync.Once
	for i := range 1000 {
		wg.Go(func() {
			once.Do(func() { fmt.Println("once") })
			c.Add([]string{"a", "b", "c"}[i%3])
			total.Add(int64(i))
		})
	}
	wg.Wait()
	fmt.Println(c.Get("a"), c.Get("b"), c.Get("c"), total.Load())

	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	select {
	case <-ctx.Done():
		fmt.Println(ctx.Err())
	case <-time.After(time.Minute):
	}
	cond := sync.NewCond(&sync.Mutex{})
	ready := false
	go func() {
		cond.L.Lock()
		ready = true
		cond.L.Unlock()
		cond.Broadcast()
	}()
	cond.L.Lock()
	for !ready {
		cond.Wait()
	}
	cond.L.Unlock()
	fmt.Println(ready)
}
