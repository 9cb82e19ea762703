"""A Google Sheet as storage back end; several people edit it while a run is at work.

It is read in two requests and written in one that is applied in full or not at all; see
``docs/decisions/0006-one-write-per-version.md``.

Whatever asks Google raises `APIError` if it refuses and `NoAnswerError` if it does not answer, which
`error_translation` turns into errors for staff; docstrings name only what is raised besides.
"""
