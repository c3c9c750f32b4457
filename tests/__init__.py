"""The tests, in folders that mirror the program (docs/development.md says what each is for)."""
