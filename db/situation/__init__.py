"""The situation that a batch is decided against: under its locks, or without to judge it only."""

from db.situation.read import Head, read_situation

__all__ = ["Head", "read_situation"]
