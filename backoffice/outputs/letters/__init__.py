"""Letters to customers: what they say, as drafts for any mail program.  Nothing is ever sent."""
