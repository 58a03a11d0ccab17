"""Administration: /admin/…."""
