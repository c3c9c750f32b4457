"""A register as large as a country's, invented: built fast, the same again from the same seed.

`build.py` makes one and keeps it; `estate.py` makes the prisons through the program's own acts,
`story.py` tells who came, moved and left, `books.py` writes that as entries and projections.
Nothing in it is anybody's name, number or date.
"""
