"""What a desk looks like in any book: tabs, columns, choices, layout, seals, design."""
