"""What happens in rooms: chat, shared runs, the live view of waiting rooms, snapshots."""
