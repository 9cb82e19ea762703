"""The repair policy and its rules.  Standard library only; runs in CPython and in the browser."""
