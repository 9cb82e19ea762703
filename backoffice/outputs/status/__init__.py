"""Status pages: one static page for each open ticket, at an address that nobody can guess."""
