"""Three months of a made-up desk, to see everything work: ``backoffice demo``."""
