"""The desk's own rules: prices by column, facts, approval, holds, stages, batches, redaction."""
