"""What was decided about me, and appealing against it: /appeals."""
