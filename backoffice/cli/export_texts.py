"""What was put together about a customer, as text: where it is, by what it was found, what to add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.messages import message

if TYPE_CHECKING:
    from backoffice.cli.terminal import Terminal
    from backoffice.jobs.exporting import Exported


def print_export(to: Terminal, done: Exported) -> None:
    """Print where everything about a customer was put together."""
    kept = done.kept
    _say(to, "made", ticket=kept.asked, count=len(kept.tickets))
    to.line(f"  {done.path}")
    for why in ("request", "email"):
        if found := [each.ticket for each in kept.tickets if each.why == why]:
            _say(to, why, tickets=found)
    if kept.papers:
        _say(to, "papers", count=len(kept.papers))
        for name in kept.papers:
            to.line(f"  {name}")
    _say(to, "elsewhere")


def _say(to: Terminal, key: str, **values: object) -> None:
    to.text(message("export-done", key, to.language, **values))
