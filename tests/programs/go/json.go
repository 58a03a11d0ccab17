package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"
)

type Address struct {
	City string `json:"city"`
}
type User struct {
	Name    string   `json:"name"`
	Age     int      `json:"age,omitempty"`
	Tags    []string `json:"tags"`
	Address *Address `json:"address,omitempty"`
	secret  string
}

func main() {
	data, _ := json.Marshal([]User{{Name: "Ann", Age: 3, Tags: []string{"x"}, Address: &Address{"Oslo"}}, {Name: "<Bob>"}})
	fmt.Println(string(data))
	var user User
	err := json.Unmarshal([]byte(`{"name": "Cid", "age": 7, "extra": [1, 2.5, null]}`), &user)
	fmt.Printf("%+v %v\n", user, err)
	fmt.Println(json.Unmarshal([]byte(`{"name": 5}`), &user))
	fmt.Println(json.Unmarshal([]byte(`{"name"`), &user))
	var anything map[string]any
	json.Unmarshal([]byte(`{"a": [1, "two", true, null], "b": {"c": 1.5}}`), &anything)
	fmt.Println(anything, anything["a"].([]any)[0].(float64))
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	encoder.Encode(map[string]any{"z": 1, "a": []int{1}})
	day := time.Date(2024, time.February, 28, 23, 0, 0, 0, time.UTC).Add(2 * time.Hour)
	fmt.Println(day.Format("2006-01-02 15:04 Mon"), day.Weekday(), day.YearDay(), 90*time.Minute)
}
