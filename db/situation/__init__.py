"""The situation that a batch is decided against, read under its locks."""

from db.situation.read import Head, read_situation

__all__ = ["Head", "read_situation"]
