"""Files to double-click, and the task for the morning, with every path filled in."""
