"""Feedback and questions asked, as several features show them."""
