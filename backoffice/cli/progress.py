"""Progress on standard error: one bar that names the step at hand and is erased when all are done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backoffice.messages import message

STEPS = ("read", "understand", "write")


@contextmanager
def steps(language: str) -> Iterator[Callable[[str], None]]:
    """Yield a function to call with each step as it begins, ``write:3/10`` the third part of ten.

    Silent where nobody watches.
    """
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    # slow to load
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    progress = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with progress:
        task = progress.add_task("", total=len(STEPS))

        def begin(step: str) -> None:
            name, _, share = step.partition(":")
            description = f"{message('steps', name, language)} {share}".strip()
            completed = STEPS.index(name) if name in STEPS else None  # waiting is no step forward
            progress.update(task, description=description, completed=completed)

        yield begin
