"""A desk created in a Google Sheet that its owner made and shared."""
