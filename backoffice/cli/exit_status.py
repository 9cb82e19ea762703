"""Exit statuses of the commands."""

DONE = 0
REFUSED = 1
"""Refused, or something is to fix."""

MISUSED = 2
STOPPED = 130
"""By Ctrl-C, as shells count it."""
