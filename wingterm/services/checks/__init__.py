"""Roll checks: what both front ends read of them. Acts go through `carry_out` like any other."""
