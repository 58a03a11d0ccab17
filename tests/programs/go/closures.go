package main

import "fmt"

func counter() func() int {
	n := 0
	return func() int { n++; return n }
}

func fibonacci() func() int {
	a, b := 0, 1
	return func() int {
		defer func() { a, b = b, a+b }()
		return a
	}
}

type Option func(*Server)
type Server struct {
	port int
	name string
}

func WithPort(port int) Option { return func(s *Server) { s.port = port } }
func New(options ...Option) *Server {
	s := &Server{80, "web"}
	for _, option := range options {
		option(s)
	}
	return s
}

func main() {
	c := counter()
	c()
	fmt.Println(c(), c(), counter()())
	next := fibonacci()
	for range 10 {
		fmt.Print(next(), " ")
	}
	fmt.Println()
	var funcs []func()
	for i := 0; i < 3; i++ {
		funcs = append(funcs, func() { fmt.Print(i) })
	}
	for _, f := range funcs {
		f()
	}
	fmt.Println()
	for i := 0; i < 3; i++ {
		defer func(n int) { fmt.Println("deferred", n) }(i)
	}
	fmt.Printf("%+v\n", *New(WithPort(8080)))
	ops := map[string]func(float64, float64) float64{
		"+": func(a, b float64) float64 { return a + b },
		"/": func(a, b float64) float64 { return a / b },
	}
	fmt.Println(ops["+"](1, 2), ops["/"](1, 0), ops["/"](7, 2))
outer:
	for i := 0; ; i++ {
		switch {
		case i == 2:
			continue outer
		case i > 4:
			break outer
		case i == 3:
			fmt.Print("three ")
			fallthrough
		default:
			fmt.Println(i)
		}
	}
}
