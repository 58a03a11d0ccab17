"""What numbers say: /analytics/me of one person, /analytics/operator of all."""
