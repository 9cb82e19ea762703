"""What this program may do at Google: spreadsheets only.  It never creates a file: `connect` fills one that is shared."""

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
