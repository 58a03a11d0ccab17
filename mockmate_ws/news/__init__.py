"""What people are told because time passes or something became free, and what of all they are told is mailed."""
