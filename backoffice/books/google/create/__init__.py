"""A desk set up in a Google Sheet that its owner made and shared."""
