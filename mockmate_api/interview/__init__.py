"""One interview over REST: /interview/…."""
