"""What I was told, what I have read of it, and what I want to hear of: /notifications/…."""
