"""What a person would rather look at: a wing's cells, the roll over days, occupancy; in letters."""
