package main

import (
	"fmt"
	"math"
	"strings"
)

type Shape interface {
	Area() float64
	Perimeter() float64
}
type Rect struct{ W, H float64 }
type Circle struct{ R float64 }

func (r Rect) Area() float64       { return r.W * r.H }
func (r Rect) Perimeter() float64  { return 2 * (r.W + r.H) }
func (c *Circle) Area() float64    { return math.Pi * c.R * c.R }
func (c *Circle) Perimeter() float64 { return 2 * math.Pi * c.R }
func (c *Circle) String() string   { return fmt.Sprintf("Circle(%g)", c.R) }

type Animal struct{ Name string }

func (a *Animal) Rename(name string) { a.Name = name }
func (a Animal) Speak() string       { return a.Name + " makes a sound" }

type Dog struct {
	Animal
	Tricks []string
}

func (d Dog) Speak() string { return d.Animal.Speak() + ": woof" }

func describe(i interface{}) string {
	switch v := i.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("integer %d", v)
	case string:
		return "string " + strings.ToUpper(v)
	case []int:
		return fmt.Sprint("slice of ", len(v))
	case error:
		return "error " + v.Error()
	case fmt.Stringer:
		return "stringer " + v.String()
	default:
		return fmt.Sprintf("%T", v)
	}
}

func main() {
	for _, s := range []Shape{Rect{3, 4}, &Circle{2}} {
		fmt.Printf("%v %.3f %.3f %T\n", s, s.Area(), s.Perimeter(), s)
	}
	d := Dog{Animal{"Rex"}, []string{"sit"}}
	d.Rename("Max")
	fmt.Println(d.Speak(), d)
	for _, v := range []any{nil, 5, "go", []int{1, 2}, fmt.Errorf("bad"), &Circle{1}, 2.5, Rect{}, map[string]int{}} {
		fmt.Println(describe(v))
	}
	var s Shape
	_, ok := s.(Rect)
	fmt.Println(ok, s == nil)
}
