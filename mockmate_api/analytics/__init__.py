"""Statistics: /analytics/me for one person, /analytics/operator for the whole platform."""
