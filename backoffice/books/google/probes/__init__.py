"""Trying out on the real Google what the desk relies on, and what follows from the results.

See ``docs/decisions/0013-two-locks.md``.
"""
