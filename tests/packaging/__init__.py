"""Tests of the package as a user gets it: what it imports, what the wheel holds, how it runs."""
