"""Deciding on reports about people: /moderation/…."""
