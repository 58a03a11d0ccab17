"""Background jobs: one file for each."""
