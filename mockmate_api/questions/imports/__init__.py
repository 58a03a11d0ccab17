"""Importing questions that people already have: reading files, recognizing formats, and one report about all of it."""
