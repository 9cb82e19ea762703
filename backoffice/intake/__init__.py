"""Parsing: cells typed by staff → ticket rows; tabs written by earlier runs → ledger; problems."""
