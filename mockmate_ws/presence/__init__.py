"""Presence: the sockets of a user across processes, leases, participants."""
