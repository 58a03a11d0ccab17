"""What happens inside rooms: chat, presence, signals, the waiting room's board."""
