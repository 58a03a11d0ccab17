"""`make simulate`: virtual users who use Mock Mate through its public API, and a report of the results."""
