package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
)

var ErrNotFound = errors.New("not found")

type ParseError struct {
	Line int
	Err  error
}

func (p *ParseError) Error() string { return fmt.Sprintf("line %d: %v", p.Line, p.Err) }
func (p *ParseError) Unwrap() error { return p.Err }

func find(key string) (int, error) {
	if key == "" {
		return 0, fmt.Errorf("find %q: %w", key, ErrNotFound)
	}
	n, err := strconv.Atoi(key)
	if err != nil {
		return 0, &ParseError{7, err}
	}
	return n, nil
}

func safely(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	f()
	return nil
}

func main() {
	for _, key := range []string{"12", "", "x"} {
		n, err := find(key)
		var parse *ParseError
		fmt.Println(n, err, errors.Is(err, ErrNotFound), errors.As(err, &parse), errors.Is(err, strconv.ErrSyntax))
	}
	var m map[string]int
	var p *ParseError
	zero := 0
	fmt.Println(safely(func() { m["a"] = 1 }))
	fmt.Println(safely(func() { _ = []int{1}[zero+3] }))
	fmt.Println(safely(func() { fmt.Println(1 / zero) }))
	fmt.Println(safely(func() { fmt.Println(p.Line) }))
	fmt.Println(safely(func() { var i any = "s"; fmt.Println(i.(int)) }))
	fmt.Println(safely(func() { panic(fmt.Sprintf("own %d", 1)) }))
	fmt.Println(errors.Join(ErrNotFound, errors.New("and more")))
	defer fmt.Println("deferred, not printed by os.Exit")
	os.Exit(3)
}
