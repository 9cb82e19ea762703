"""A new workbook; a file that staff have touched is never written in this way."""
