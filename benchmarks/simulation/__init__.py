"""`make simulate`: virtual people who use Mock Mate as anybody does, and a report of what became of them."""
