"""The questions that are asked of a store: one module a subject, named SQL.

They are the same on both databases.

Nothing here loads SQLAlchemy, so that a look-up costs no more than Python and the driver.
"""
