"""The situation that a batch is decided against: under its locks, or without to judge it only."""

from db.situation.heads import Head
from db.situation.read import read_situation
from db.situation.since import lock_again, what_came

__all__ = ["Head", "lock_again", "read_situation", "what_came"]
