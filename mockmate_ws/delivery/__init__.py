"""Events from Redis to the sockets that follow a stream."""
