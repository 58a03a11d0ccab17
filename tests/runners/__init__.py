"""Stand-ins for the servers that run code, written from their sources; what a program does is given to them."""
