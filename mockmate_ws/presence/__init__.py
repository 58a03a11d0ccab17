"""Who is connected: sockets of a person across processes, leases, participants."""
