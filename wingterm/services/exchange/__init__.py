"""Export and import: registers as files that other programs read too (docs/exchange.md)."""
