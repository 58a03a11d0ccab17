"""One socket: the TCP protocol under it, its bounded queue, and its counters."""
