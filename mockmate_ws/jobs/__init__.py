"""Background jobs, one file each, and the scheduler that runs them."""
