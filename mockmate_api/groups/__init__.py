"""Groups that people make: /groups/…."""
