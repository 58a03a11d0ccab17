"""What Mock Mate costs: each script measures, prints a table and writes `results/`; none asserts a time."""
