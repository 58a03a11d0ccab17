"""The soak: a crowd for a long time, and whether anything grows, leaks or falls behind meanwhile."""
