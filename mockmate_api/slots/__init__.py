"""Finding and booking slots: /slots/…."""
