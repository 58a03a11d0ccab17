"""Practicing alone: /solo/turns."""
