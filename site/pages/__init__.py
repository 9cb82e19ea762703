"""Turns docs/ into pages: MkDocs events, markers, tables, the form, and what follows a build."""
