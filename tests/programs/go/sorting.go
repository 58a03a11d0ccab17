package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

type Person struct {
	Name string
	Age  int
}
type byAge []Person

func (p byAge) Len() int           { return len(p) }
func (p byAge) Less(i, j int) bool { return p[i].Age < p[j].Age }
func (p byAge) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }

func main() {
	people := []Person{{"Ann", 31}, {"Bob", 25}, {"Cid", 31}, {"Dan", 19}}
	sort.Sort(byAge(people))
	fmt.Println(people)
	sort.SliceStable(people, func(i, j int) bool { return people[i].Name > people[j].Name })
	fmt.Printf("%v\n%+v\n%#v\n", people[0], people[1], people[2])
	slices.SortFunc(people, func(a, b Person) int {
		return cmp.Or(-cmp.Compare(a.Age, b.Age), strings.Compare(a.Name, b.Name))
	})
	fmt.Println(people)
	xs := []int{5, 2, 8, 1}
	sort.Sort(sort.Reverse(sort.IntSlice(xs)))
	fmt.Println(xs, sort.SearchInts([]int{1, 3, 5, 7}, 5))
	slices.Sort(xs)
	at, found := slices.BinarySearch(xs, 5)
	fmt.Println(xs, at, found, slices.Max(xs), slices.Contains(xs, 9), slices.Index(xs, 8))
}
