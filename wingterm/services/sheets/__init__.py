"""What the printed sheets say, each from one snapshot of the register."""
