"""The browser client: its files, and what it must know of this deployment."""
