"""The results of the commands as JSON for programs: one object on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from backoffice.cli.forget_data import forgetting_data
from backoffice.cli.json_lines import print_json
from backoffice.cli.price_rehearsal_data import rehearsal_data
from backoffice.cli.result_data import (
    mended_data,
    month_data,
    papers_data,
    plan_data,
    problem_data,
    restored_data,
    texts_of,
    version_data,
)
from backoffice.jobs.findings import Finding, finding_of

if TYPE_CHECKING:
    from backoffice.jobs.connecting import Connected
    from backoffice.jobs.copying import Copied
    from backoffice.jobs.desk import Desk, RunResult
    from backoffice.jobs.exporting import Exported
    from backoffice.jobs.forget_plan import Forgetting
    from backoffice.jobs.kept_runs import Kept
    from backoffice.jobs.last_sync import Synced
    from backoffice.jobs.letter_drafting import DraftedLetters
    from backoffice.jobs.mending import Mended
    from backoffice.jobs.publishing import Published
    from backoffice.jobs.rehearsing_prices import Rehearsed
    from backoffice.jobs.reminding import Reminder
    from backoffice.jobs.restoring import Restored
    from backoffice.jobs.status_pages import StatusPages
    from backoffice.outputs.papers.made_papers import MadePapers
    from estimator.rules.schedule import Batch

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class JsonResults:
    """Prints results as JSON; messages in them are in `language`."""

    language: str
    out: IO[str]

    def init(self, book: str, tab: str) -> None:
        """Print which workbook was made."""
        del tab  # for people
        self._print(ok=True, book=book)

    def connect(self, done: Connected) -> None:
        """Print what connecting a Google Sheet did."""
        self._print(
            ok=True,
            book=done.desk.run.book.where,
            made=done.made,
            mended=done.mended,
            probed=self._checks(finding_of(check, self.language) for check in done.probed),
        )

    def copy(self, done: Copied, source: str) -> None:
        """Print what was copied from `source`, and what was not."""
        self._print(
            ok=True,
            **{"from": source},
            to=done.desk.run.book.where,
            tabs=done.tabs,
            tickets=len(done.desk.rows.frame),
            again=done.again,
            left_behind=[each.text(self.language) for each in done.uncopied],
            as_text=list(done.as_text),
            renews=list(done.renewed),
        )

    def check(self, desk: Desk) -> None:
        """Print the problems of a sheet."""
        self._print(
            ok=desk.to_fix == 0,
            tickets=len(desk.rows.frame),
            problems=[problem_data(problem, desk, self.language) for problem in desk.problems],
        )

    def sync(self, done: Synced) -> None:
        """Print what a sync wrote."""
        self._print(
            ok=True,
            wrote=done.wrote,
            pad=done.pad,
            to_fix=done.to_fix,
            look=done.look,
            left_out=done.left_out,
        )

    def close(
        self,
        done: RunResult,
        month: str,
        *,
        yes: bool,
        papers: MadePapers,
    ) -> None:
        """Print what closing `month` did, or without `yes` would do."""
        from backoffice.jobs.lost_quotes import quotes_lost  # loads much

        plan = done.plan
        closed = done.again or bool(yes and plan and plan.pieces)
        self._print(
            ok=closed or not yes,
            month=month,
            probed=self._checks(finding_of(check, self.language) for check in done.probed),
            closed=closed,
            again=done.again,
            compare=quotes_lost(done.desk),
            early=done.until is not None,
            **plan_data(done, self.language),
            **papers_data(papers),
        )

    def reopen(self, month: Batch, count: int, *, yes: bool) -> None:
        """Print what reopening `month` did, or without `yes` would do."""
        self._print(ok=True, month=str(month), reopened=yes, pieces=count)

    def mend(self, done: Mended, month: Batch, *, yes: bool) -> None:
        """Print what mending `month` did, or without `yes` would do."""
        self._print(ok=True, month=str(month), rehearsal=not yes, **mended_data(done))

    def versions(self, kept: Sequence[Kept], book: str) -> None:
        """Print the earlier versions of `book`."""
        self._print(
            ok=True, book=book, versions=[version_data(each, self.language) for each in kept]
        )

    def restore(self, done: Restored) -> None:
        """Print what bringing a version back did, or would do."""
        self._print(ok=True, **restored_data(done, self.language))

    def papers(self, made: MadePapers) -> None:
        """Print where the papers are, which others were not replaced, and why there is no PDF."""
        self._print(ok=True, **papers_data(made))

    def remind(self, reminders: Sequence[Reminder], desk: Desk) -> None:
        """Print the months whose cut-off is near or past."""
        self._print(
            ok=not reminders, months=[month_data(each, desk, self.language) for each in reminders]
        )

    def rehearse(self, done: Rehearsed, file: str) -> None:
        """Print what the policy in `file` would change."""
        self._print(ok=True, policy=file, **rehearsal_data(done))

    def export(self, done: Exported) -> None:
        """Print everything about a customer, and where the file is."""
        self._print(ok=True, file=str(done.path), **asdict(done.kept))

    def forget(self, done: Forgetting) -> None:
        """Print what forgetting personal data did, or would do; nothing of what is in the cells."""
        self._print(ok=not (done.left or done.undeleted), **forgetting_data(done))

    def letters(self, done: DraftedLetters) -> None:
        """Print which letters were drafted."""
        from backoffice.cli.letters_data import letters_data

        self._print(ok=True, **letters_data(done))

    def status(self, done: StatusPages) -> None:
        """Print which status pages were made."""
        from backoffice.cli.letters_data import status_data

        self._print(ok=True, **status_data(done))

    def publish(self, done: Published) -> None:
        """Print the measured turnaround, and where it was written."""
        from backoffice.cli.letters_data import published_data

        self._print(ok=True, **published_data(done))

    def starters(self, made: Sequence[Path], system: str) -> None:
        """Print which files to double-click were made."""
        self._print(ok=True, system=str(system), files=texts_of(made))

    def doctor(self, findings: Sequence[Finding]) -> None:
        """Print what was examined."""
        self._print(ok=all(f.ok for f in findings), checks=self._checks(findings))

    def _checks(self, findings: Iterable[Finding]) -> list[Data]:
        return [{"name": f.name, "ok": f.ok, "message": f.message} for f in findings]

    def _print(self, **data: object) -> None:
        print_json(data, self.out)
