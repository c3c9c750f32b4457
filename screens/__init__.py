"""The screens of the terminal: one screen a module, each with its styles beside it."""
