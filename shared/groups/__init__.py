"""Groups: who belongs to them, and what happens when that ends."""
