"""The tables of schema 7, declared in SQLModel (docs/architecture.md gives each column's meaning).

Loaded only to make or upgrade a store. Every rule that the store itself enforces is a named
constraint here; none needs a trigger, a partial index or a deferrable constraint.
"""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

from db.tables import access, batches, ledger, people, places, projections, register, sign_on

__all__ = [
    "METADATA",
    "access",
    "batches",
    "ledger",
    "people",
    "places",
    "projections",
    "register",
    "sign_on",
]

METADATA: MetaData = SQLModel.metadata
"""What Alembic compares a store with: importing the modules above declares their tables in it."""
