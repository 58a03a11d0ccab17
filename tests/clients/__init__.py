"""The clients of the tests. Each speaks to the services as its users do: over REST, sockets, or a browser."""

from __future__ import annotations

PATIENCE = 60.0
"""Seconds after which a frame that doesn't come fails a test; it says nothing about how fast it should come."""

PASSWORD = "correct horse battery"
