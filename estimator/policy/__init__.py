"""The policy file, read and checked: what is in force on a day."""
