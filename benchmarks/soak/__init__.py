"""The soak test: virtual users for a long time, to see whether anything grows, leaks, or falls behind."""
