package main

import (
	"fmt"

	"github.com/stretchr/testify/assert"
)

func main() {
	fmt.Println(assert.ObjectsAreEqual(1, 1))
}
