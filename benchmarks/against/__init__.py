"""Measures this checkout beside an older revision of the project: the same work, in turns, on the same machine."""
