"""What is written: the rows of the script's tabs, and the papers."""
