"""Widgets and words that the screens share."""
