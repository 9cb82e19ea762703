"""Replaces asyncio, which Pyodide imports to await JavaScript promises; none is awaited here."""
