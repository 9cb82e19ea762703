"""Takes the place of Pyodide's event loop: the worker answers one request after the other and waits for nothing."""


def _initialize_event_loop() -> None:
    """Called while `pyodide` is imported; asyncio, sockets and what they bring stay out of the library."""
