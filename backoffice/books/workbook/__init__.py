"""A desk in an .xlsx workbook."""
