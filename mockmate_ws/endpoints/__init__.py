"""The three sockets, one file each; base.py contains what they share."""
