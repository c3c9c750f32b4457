"""A register of the people in a prison: who is here and where they are, now and at any instant."""

__version__ = "0.1.0"
"""The version of the program; the wheel takes its own from here."""
