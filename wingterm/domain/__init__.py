"""The rules of the register: pure, standard library only, no input or output."""
