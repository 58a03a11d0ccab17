package main

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"math/rand"
)

const (
	KB = 1 << (10 * (iota + 1))
	MB
)

type Weekday int

const (
	Sunday Weekday = iota
	Monday
)

func (d Weekday) String() string { return [...]string{"Sun", "Mon"}[d] }

func main() {
	var u8 uint8 = 250
	u8 += 10
	var i32 int32 = math.MaxInt32
	i32++
	fmt.Println(u8, i32, math.MaxInt64, uint64(math.MaxUint64), -7/2, -7%3, 7&^5, 1<<40, KB, MB, Monday)
	fmt.Println(0.1+0.2, 1e21, 1e20, 100000.0, float32(0.1), math.Inf(1), math.NaN(), -0.0, 5/2.0)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Round(2.5), math.Hypot(3, 4), int(math.Sqrt(15)), int64(math.Pow(2, 40)))
	fmt.Println(bits.OnesCount(255), bits.LeadingZeros32(1), bits.TrailingZeros(8), bits.Len(1000), bits.Reverse8(1))
	f := big.NewInt(1)
	for i := int64(1); i <= 30; i++ {
		f.Mul(f, big.NewInt(i))
	}
	fmt.Println(f, new(big.Int).Exp(big.NewInt(2), big.NewInt(100), big.NewInt(1_000_007)))
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Intn(100), r.Intn(100), r.Perm(5), complex(1, 2)*complex(0, 1))
	sieve := make([]bool, 1_000_000)
	primes := 0
	for i := 2; i < len(sieve); i++ {
		if sieve[i] {
			continue
		}
		primes++
		for j := i * i; j < len(sieve); j += i {
			sieve[j] = true
		}
	}
	fmt.Println(primes)
}
