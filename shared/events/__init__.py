"""Durable events: their types, the log that stores them, and the models that clients see."""
