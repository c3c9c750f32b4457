"""The command line: one thin module a noun. `output` owns stdout, `notices` owns stderr and exit codes."""
