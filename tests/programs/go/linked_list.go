package main

import (
	"fmt"
	"strings"
)

type ListNode struct {
	Val  int
	Next *ListNode
}

func build(vals ...int) *ListNode {
	dummy := &ListNode{}
	tail := dummy
	for _, v := range vals {
		tail.Next = &ListNode{Val: v}
		tail = tail.Next
	}
	return dummy.Next
}

func (l *ListNode) String() string {
	var parts []string
	for ; l != nil; l = l.Next {
		parts = append(parts, fmt.Sprint(l.Val))
	}
	return strings.Join(parts, " -> ")
}

func reverse(head *ListNode) (prev *ListNode) {
	for head != nil {
		head.Next, prev, head = prev, head, head.Next
	}
	return
}

func merge(a, b *ListNode) *ListNode {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	if a.Val < b.Val {
		a.Next = merge(a.Next, b)
		return a
	}
	b.Next = merge(a, b.Next)
	return b
}

func middle(head *ListNode) *ListNode {
	slow, fast := head, head
	for fast != nil && fast.Next != nil {
		slow, fast = slow.Next, fast.Next.Next
	}
	return slow
}

func main() {
	a, b := build(1, 3, 5, 7), build(2, 3, 9)
	merged := merge(a, b)
	fmt.Println(merged)
	fmt.Println(middle(merged), "|", reverse(merged))
}
