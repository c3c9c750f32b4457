"""The torture bench: what the program is put through, each attack ending in the checker.

docs/reliability.md says what each promises, and what was last measured. `make torture` runs all of
it at length, the suite a short share.
"""
