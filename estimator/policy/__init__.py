"""The policy file, read and checked, and the values in force on a day."""
