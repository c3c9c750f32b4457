"""The store: engine, tables, unit of work, queries, migrations and the independent checker."""
