package main

import (
	"container/heap"
	"container/list"
	"fmt"
	"math"
)

type Item struct{ node, dist int }
type PQ []Item

func (q PQ) Len() int           { return len(q) }
func (q PQ) Less(i, j int) bool { return q[i].dist < q[j].dist }
func (q PQ) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *PQ) Push(x any)        { *q = append(*q, x.(Item)) }
func (q *PQ) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

type LRU struct {
	size  int
	order *list.List
	items map[int]*list.Element
}

func (c *LRU) Get(key int) int {
	if e, ok := c.items[key]; ok {
		c.order.MoveToFront(e)
		return e.Value.([2]int)[1]
	}
	return -1
}

func (c *LRU) Put(key, value int) {
	if e, ok := c.items[key]; ok {
		e.Value = [2]int{key, value}
		c.order.MoveToFront(e)
		return
	}
	if c.order.Len() == c.size {
		last := c.order.Back()
		delete(c.items, last.Value.([2]int)[0])
		c.order.Remove(last)
	}
	c.items[key] = c.order.PushFront([2]int{key, value})
}

func main() {
	graph := map[int][]Item{0: {{1, 7}, {2, 9}, {5, 14}}, 1: {{2, 10}, {3, 15}}, 2: {{3, 11}, {5, 2}}, 5: {{4, 9}}}
	dist := make([]int, 7)
	for i := range dist {
		dist[i] = math.MaxInt
	}
	dist[0] = 0
	q := &PQ{{0, 0}}
	for q.Len() > 0 {
		at := heap.Pop(q).(Item)
		if at.dist > dist[at.node] {
			continue
		}
		for _, e := range graph[at.node] {
			if d := at.dist + e.dist; d < dist[e.node] {
				dist[e.node] = d
				heap.Push(q, Item{e.node, d})
			}
		}
	}
	fmt.Println(dist)
	c := &LRU{2, list.New(), map[int]*list.Element{}}
	c.Put(1, 1)
	c.Put(2, 2)
	c.Get(1)
	c.Put(3, 3)
	fmt.Println(c.Get(1), c.Get(2), c.Get(3))
}
