// A room's socket with coder/websocket and its default limits: says a line, and prints the peer's. tests/foreign/test_sockets.py
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/coder/websocket"
)

func main() {
	url, token, mine, theirs := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	header := http.Header{"Authorization": {"Bearer " + token}}
	socket, _, err := websocket.Dial(ctx, url, &websocket.DialOptions{HTTPHeader: header})
	if err != nil {
		log.Fatal(err)
	}
	for {
		_, message, err := socket.Read(ctx)
		if err != nil {
			log.Fatal(err)
		}
		var frame struct {
			Type string `json:"type"`
		}
		if err := json.Unmarshal(message, &frame); err != nil {
			log.Fatal(err)
		}
		switch {
		case frame.Type == "interview.snapshot":
			command := map[string]any{"type": "chat.send", "id": "go-1", "data": map[string]string{"text": mine}}
			text, _ := json.Marshal(command)
			if err := socket.Write(ctx, websocket.MessageText, text); err != nil {
				log.Fatal(err)
			}
		case frame.Type == "chat.message" && strings.Contains(string(message), theirs):
			fmt.Println(theirs)
			socket.Close(websocket.StatusNormalClosure, "")
			return
		}
	}
}
