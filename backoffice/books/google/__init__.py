"""A Google Sheet as the home of the shared sheet, edited by several people while the script runs.

Read in two requests, written in one that is done whole or not at all; see
``docs/decisions/0006-one-write-per-edition.md``.
"""
