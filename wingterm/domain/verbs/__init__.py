"""One module a family of verbs; each says what its requests mean and every reason against them."""
