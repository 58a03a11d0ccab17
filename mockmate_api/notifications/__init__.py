"""Notifications, what I have read of them, and my preferences: /notifications/…."""
