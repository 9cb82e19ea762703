"""What the script tabs show: the assessment as rows.  One module a tab."""
