"""Replaces Pyodide's event loop: the worker answers one request after the other, synchronously."""

from pyodide_js._api import scheduleCallback  # noqa: F401 - the snapshot expects this import


def _initialize_event_loop() -> None:
    """Do nothing, so that asyncio and sockets stay out of the library; called on import of `pyodide`."""
