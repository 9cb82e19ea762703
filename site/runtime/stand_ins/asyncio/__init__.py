"""Takes the place of asyncio, which Pyodide imports for promises only: no JavaScript object is ever awaited here."""
