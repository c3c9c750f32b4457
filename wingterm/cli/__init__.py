"""The command line: one thin module a noun. `output` owns stdout, `notices` stderr."""
