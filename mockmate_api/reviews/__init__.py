"""What several features show of feedback and of questions asked."""
