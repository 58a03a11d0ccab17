"""What participants say of each other: /feedback/…."""
