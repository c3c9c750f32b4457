"""The roll check: a head count by unit, compared with what the register expects, and declared.

A roll is a declaration by a named person at a time, not a query (practice notes 0 and 2.1).
"""
