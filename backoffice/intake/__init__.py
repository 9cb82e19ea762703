"""What was typed or written before, understood: ticket rows, the ledger of earlier runs, problems."""
