"""A new workbook, made once; no file that staff have touched is ever made again."""
