"""The durable events: their types, the log they are appended to, and the shapes that clients see."""
