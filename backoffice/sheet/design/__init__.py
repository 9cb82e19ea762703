"""How a desk looks and what it offers, whatever home it lives in.

Looks are mappings of properties as XlsxWriter names them; a home that speaks otherwise translates.
"""
