"""What administrators do: /admin/…."""
