"""A Google Sheet as storage back end; several people edit it while a run is at work.

It is read in two requests and written in one that is applied in full or not at all; see
``docs/decisions/0006-one-write-per-version.md``.
"""
