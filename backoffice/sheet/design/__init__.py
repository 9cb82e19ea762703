"""The design of a desk for either back end: formats, colours, checks, the page Start."""
