"""Files that nobody of ours wrote: every reader takes any bytes, or refuses them in a sentence."""
