//! A room's socket with tungstenite and its default limits: says a line, and prints the peer's. tests/foreign/test_sockets.py
use serde_json::{Value, json};
use tungstenite::{Message, client::IntoClientRequest, connect};

fn main() {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [url, token, mine, theirs] = &given[..] else { panic!("url, token, mine, theirs") };
    let mut request = url.as_str().into_client_request().unwrap();
    request.headers_mut().insert("Authorization", format!("Bearer {token}").parse().unwrap());
    let (mut socket, _) = connect(request).unwrap();
    loop {
        let Message::Text(text) = socket.read().unwrap() else { continue };
        let frame: Value = serde_json::from_str(&text).unwrap();
        if frame["type"] == "interview.snapshot" {
            let command = json!({"type": "chat.send", "id": "rust-1", "data": {"text": mine}});
            socket.send(Message::text(command.to_string())).unwrap();
        } else if frame["type"] == "chat.message" && frame["data"]["text"] == theirs.as_str() {
            println!("{theirs}");
            return;
        }
    }
}
