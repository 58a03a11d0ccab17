"""The three sockets, one file each; what they have in common is in base.py."""
