"""Feedback between participants: /feedback/…."""
