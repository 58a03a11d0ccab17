"""Whether this process is alive and ready: /health/…."""
