"""Sheets of paper: one layout, written as plain text or as PDF."""
