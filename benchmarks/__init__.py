"""Benchmarks of Mock Mate. Each script prints a table and writes `results/`; none asserts a time."""
