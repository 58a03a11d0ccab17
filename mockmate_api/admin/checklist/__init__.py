"""The checklist of an operator's first hour: what is set up, what is missing, and what is wrong."""
