"""Workbook files from the inside: the zip package, its parts, the XML of a sheet.  No tabs, no desk."""
