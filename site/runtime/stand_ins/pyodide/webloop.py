"""Takes the place of Pyodide's event loop: the worker answers one request after the other and waits for nothing."""

from pyodide_js._api import scheduleCallback  # noqa: F401 - a snapshot counts on its having been asked for


def _initialize_event_loop() -> None:
    """Called while `pyodide` is imported; asyncio, sockets and what they bring stay out of the library."""
