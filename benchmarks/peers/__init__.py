"""Our shared document beside those of others: y-websocket and Hocuspocus."""
