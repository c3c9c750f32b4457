"""Bulk acts: many rows of a file, checked together and done by the same rules as any act."""
