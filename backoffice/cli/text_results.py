"""The results of the commands as text for people: messages and tables; a method for each, as `JsonResults` has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backoffice.cli.check_texts import print_check, print_summary, print_sync
from backoffice.cli.export_texts import print_export
from backoffice.cli.file_texts import print_papers, print_starters
from backoffice.cli.long_lists import MOST_SHOWN
from backoffice.cli.restore_texts import print_restore, print_versions
from backoffice.cli.tables import print_findings, print_pieces
from backoffice.cli.terminal import Terminal
from backoffice.jobs.findings import Finding, finding_of
from backoffice.messages import message

if TYPE_CHECKING:
    from backoffice.books.diagnosis import Check
    from backoffice.jobs.connecting import Connected
    from backoffice.jobs.copying import Copied
    from backoffice.jobs.desk import Desk, RunResult
    from backoffice.jobs.forget_plan import Forgetting
    from backoffice.jobs.letter_drafting import DraftedLetters
    from backoffice.jobs.mending import Mended
    from backoffice.jobs.publishing import Published
    from backoffice.jobs.rehearsing_prices import Rehearsed
    from backoffice.jobs.reminding import Reminder
    from backoffice.jobs.status_pages import StatusPages
    from backoffice.outputs.papers.made_papers import MadePapers
    from estimator.rules.schedule import Batch


class TextResults(Terminal):
    """Prints results as messages and tables in `language`."""

    check, sync = print_check, print_sync
    export, papers, starters = print_export, print_papers, print_starters
    restore, versions = print_restore, print_versions

    def init(self, book: str, tab: str) -> None:
        """Print which workbook was made, and the tab to begin on."""
        self.say("made", book=book, tab=tab)

    def connect(self, done: Connected) -> None:
        """Print what connecting a Google Sheet did."""
        book = done.desk.run.book.where
        self.say("connected" if done.made else "connected-before", book=book, tab=done.tab)
        if done.mended:
            self.say("mended", what=[self._part(part) for part in done.mended])
        self._probed(done.probed)

    def _probed(self, checks: Sequence[Check]) -> None:
        """Print what was not as expected when it was tried out, and what follows for a close."""
        shown = [check for check in checks if not check.ok or check is checks[-1]]
        if shown:
            self.say("probed")
            print_findings(self, (finding_of(check, self.language) for check in shown))

    def copy(self, done: Copied, source: str) -> None:
        """Print what was copied from `source`, and what was not."""
        self.say(
            "copied-before" if done.again else "copied",
            source=source,
            target=done.desk.run.book.where,
            tabs=done.tabs,
            tickets=len(done.desk.rows.frame),
        )
        self._listed("left-behind", [each.text(self.language) for each in done.uncopied])
        self._listed("as-text", done.as_text)
        self._listed("renews", done.renewed)

    def close(
        self,
        done: RunResult,
        month: str,
        *,
        yes: bool,
        papers: MadePapers,
    ) -> None:
        """Print what closing `month` did, or without `yes` would do."""
        from backoffice.cli.plan_texts import print_close  # loads much

        self._probed(done.probed)
        if done.again:
            self.say("closed-before", month=month)
        elif plan := done.plan:
            print_close(self, done, plan, yes=yes)
        self.papers(papers)

    def reopen(self, month: Batch, count: int, *, yes: bool) -> None:
        """Print what reopening `month` did, or without `yes` would do."""
        self.say("reopened" if yes else "would-reopen", month=month, count=count)

    def mend(self, done: Mended, month: Batch, *, yes: bool) -> None:
        """Print what mending `month` did, or without `yes` would do."""
        if done.source is None:
            self.say("mend-nothing", month=month, count=len(done.pieces))
            return
        key = "mended-month" if yes else "would-mend"
        self.say(key, month=month, count=len(done.pieces), source=done.source)
        print_pieces(self, done.pieces, done.desk.run.policy.undated)
        if yes:
            print_summary(self, done.desk)

    def remind(self, reminders: Sequence[Reminder], desk: Desk) -> None:
        """Print the months whose cut-off is near or past; nothing at all when there is none."""
        from backoffice.cli.reminder_texts import print_reminders  # loads much

        print_reminders(self, reminders, desk)

    def rehearse(self, done: Rehearsed, file: str) -> None:
        """Print what the policy in `file` would change."""
        from backoffice.cli.price_rehearsal_texts import print_rehearsal  # loads much

        print_rehearsal(self, done, file)

    def forget(self, done: Forgetting) -> None:
        """Print what forgetting personal data did, or would do."""
        from backoffice.cli.forget_texts import print_forgetting  # loads much

        print_forgetting(self, done)

    def letters(self, done: DraftedLetters) -> None:
        """Print which letters were drafted, and what staff have to do about them."""
        from backoffice.cli.letter_texts import print_letters

        print_letters(self, done)

    def status(self, done: StatusPages) -> None:
        """Print which status pages were made."""
        from backoffice.cli.letter_texts import print_status

        print_status(self, done)

    def publish(self, done: Published) -> None:
        """Print the measured turnaround, and where it was written."""
        from backoffice.cli.letter_texts import print_published

        print_published(self, done)

    def doctor(self, findings: Sequence[Finding]) -> None:
        """Print what was examined, and what is not in order."""
        print_findings(self, findings)

    def _part(self, part: str) -> str:
        """Return the name of a part of a Google Sheet; tabs have theirs already."""
        return message("parts", part, self.language) if part in ("locale", "time-zone") else part

    def _listed(self, key: str, lines: Sequence[str]) -> None:
        """Print `lines` below the message `key`; nothing if there are none."""
        if lines:
            self.say(key)
        for line in lines[:MOST_SHOWN]:
            self.line(f"  {line}")
        if len(lines) > MOST_SHOWN:
            self.say("and-more", count=len(lines) - MOST_SHOWN)
