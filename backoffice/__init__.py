"""What staff run: the shared sheet, quotes, month end, papers."""

__version__ = "0.1.0"
