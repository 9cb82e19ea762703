"""An .xlsx workbook as storage back end."""
