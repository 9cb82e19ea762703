"""The command line: options, commands, help, and what is printed.  It decides nothing."""
