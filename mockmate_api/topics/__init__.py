"""Topics of interviews, under /topics."""
