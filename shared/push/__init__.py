"""Push: notifications for devices whose tab is closed."""
