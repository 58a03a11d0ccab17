"""The waiting room over REST: /match/…."""
