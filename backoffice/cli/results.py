"""The results of the commands, as `TextResults` shows them to people and `JsonResults` to programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from backoffice.jobs.connecting import Connected
    from backoffice.jobs.copying import Copied
    from backoffice.jobs.desk import Desk
    from backoffice.jobs.exporting import Exported
    from backoffice.jobs.findings import Finding
    from backoffice.jobs.forget_plan import Forgetting
    from backoffice.jobs.kept_runs import Kept
    from backoffice.jobs.last_sync import Synced
    from backoffice.jobs.letter_drafting import DraftedLetters
    from backoffice.jobs.mending import Mended
    from backoffice.jobs.publishing import Published
    from backoffice.jobs.rehearsing import Rehearsed
    from backoffice.jobs.reminding import Reminder
    from backoffice.jobs.restoring import Restored
    from backoffice.jobs.run_result import RunResult
    from backoffice.jobs.status_pages import StatusPages
    from backoffice.outputs.papers.made_papers import MadePapers
    from estimator.rules.schedule import Batch


class Results(Protocol):
    """One method for each command, named after it; each prints what the command did."""

    def init(self, book: str, tab: str) -> None:
        """Print which workbook was made, and the tab to begin on."""
        ...

    def connect(self, done: Connected) -> None:
        """Print what connecting a Google Sheet did."""
        ...

    def copy(self, done: Copied, source: str) -> None:
        """Print what was copied from `source`, and what was not."""
        ...

    def check(self, desk: Desk) -> None:
        """Print the problems of a sheet."""
        ...

    def sync(self, done: Synced) -> None:
        """Print what a sync wrote."""
        ...

    def close(
        self,
        done: RunResult,
        month: str,
        *,
        yes: bool,
        papers: MadePapers,
    ) -> None:
        """Print what closing `month` did, or without `yes` would do, and as `papers` does."""
        ...

    def reopen(self, month: Batch, count: int, *, yes: bool) -> None:
        """Print what reopening `month` did to its `count` pieces, or without `yes` would do."""
        ...

    def mend(self, done: Mended, month: Batch, *, yes: bool) -> None:
        """Print what mending `month` did, or without `yes` would do."""
        ...

    def versions(self, kept: Sequence[Kept], book: str) -> None:
        """Print the earlier versions of `book`."""
        ...

    def restore(self, done: Restored) -> None:
        """Print what bringing a version back did, or would do."""
        ...

    def papers(self, made: MadePapers) -> None:
        """Print where the papers are, which others were not replaced, and why there is no PDF."""
        ...

    def remind(self, reminders: Sequence[Reminder], desk: Desk) -> None:
        """Print the months whose cut-off is near or past."""
        ...

    def rehearse(self, done: Rehearsed, file: str) -> None:
        """Print what the policy in `file` would change."""
        ...

    def export(self, done: Exported) -> None:
        """Print where everything about a customer was put together, and by what it was found."""
        ...

    def forget(self, done: Forgetting) -> None:
        """Print what forgetting personal data did, or would do."""
        ...

    def letters(self, done: DraftedLetters) -> None:
        """Print which letters were drafted, and what staff have to do about them."""
        ...

    def status(self, done: StatusPages) -> None:
        """Print which status pages were made."""
        ...

    def publish(self, done: Published) -> None:
        """Print the measured turnaround, and where it was written."""
        ...

    def starters(self, made: Sequence[Path], system: str) -> None:
        """Print which files to double-click were made."""
        ...

    def doctor(self, findings: Sequence[Finding]) -> None:
        """Print what was examined, and what is not in order."""
        ...
