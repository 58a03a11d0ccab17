"""The browser client: its files and its configuration."""
