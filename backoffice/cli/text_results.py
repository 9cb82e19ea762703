"""The results of the commands as text for people: messages and tables; a method for each, as `JsonResults` has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from backoffice.cli.export_texts import print_export
from backoffice.cli.long_lists import MOST_SHOWN
from backoffice.cli.restore_texts import print_restore, print_versions
from backoffice.cli.tables import print_findings, print_pieces, print_problems, print_reasons
from backoffice.cli.terminal import Terminal
from backoffice.intake.problems import Level
from backoffice.jobs.findings import Finding, finding_of
from backoffice.messages import message
from backoffice.sheet.columns import OPTIONAL

if TYPE_CHECKING:
    from backoffice.books.diagnosis import Check
    from backoffice.jobs.connecting import Connected
    from backoffice.jobs.copying import Copied
    from backoffice.jobs.desk import Desk
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
    from backoffice.jobs.run_result import RunResult
    from backoffice.jobs.status_pages import StatusPages
    from backoffice.outputs.papers.made_papers import MadePapers
    from estimator.rules.schedule import Batch


class TextResults(Terminal):
    """Prints results as messages and tables in `language`."""

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

    def check(self, desk: Desk, most: int | None = None) -> None:
        """Print the problems of a sheet: all, or `most` of them."""
        self._summary(desk)
        ordered = sorted(desk.problems, key=lambda problem: problem.level is not Level.FIX)
        shown = ordered[:most]
        if shown:
            print_problems(self, shown, desk)
        if len(ordered) > len(shown):
            self.say("and-more", count=len(ordered) - len(shown))

    def sync(self, done: Synced) -> None:
        """Print what a sync wrote."""
        if not done.wrote:
            self.say("nothing-new")
        else:
            self.say("wrote", tabs=list(done.wrote))
            if done.pad:
                self.say("pad", pad=done.pad)
        self._counts(done.tickets, done.to_fix, done.look)
        self._offer(done)

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
            self._summary(done.desk)

    def versions(self, kept: Sequence[Kept], book: str) -> None:
        """Print the earlier versions of `book`, and how to bring one back."""
        print_versions(self, kept, book)

    def restore(self, done: Restored) -> None:
        """Print what bringing a version back did, or would do."""
        print_restore(self, done)

    def papers(self, made: MadePapers) -> None:
        """Print where the papers are, which others were not replaced, and why there is no PDF."""
        for key, paths in (("papers", made.paths), ("other-papers", made.others)):
            if paths:
                self.say(key)
            for path in paths:
                self.line(f"  {path}")
        if made.receipts:
            count = len({path.stem for path in made.receipts})
            self.say("receipts", count=count, folder=made.receipts[0].parent)
        if made.other_receipts:
            self.say("other-receipts")
            for path in made.other_receipts:
                self.line(f"  {path}")
        if made.no_pdf:
            self.say(made.no_pdf)

    def remind(self, reminders: Sequence[Reminder], desk: Desk) -> None:
        """Print the months whose cut-off is near or past; nothing at all when there is none."""
        from backoffice.cli.reminder_texts import reminder_text  # loads much

        for reminder in reminders:
            said, pieces = reminder_text(reminder, desk, self.language), reminder.plan.pieces
            self.text(said.heading)
            if said.settle:
                self.text(said.settle)
                print_reasons(self, said.held)
            for text in (*said.notes, said.going):
                self.text(text)
            if pieces:
                print_pieces(self, pieces, desk.run.policy.undated)
            for text in (*said.after, *said.todo):
                self.text(text)

    def rehearse(self, done: Rehearsed, file: str) -> None:
        """Print what the policy in `file` would change."""
        from backoffice.cli.price_rehearsal_texts import print_rehearsal  # loads much

        print_rehearsal(self, done, file)

    def export(self, done: Exported) -> None:
        """Print where everything about a customer was put together, and by what it was found."""
        print_export(self, done)

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

    def starters(self, made: Sequence[Path], system: str) -> None:
        """Print which files to double-click were made, and how the reminder comes every morning."""
        self.say("starters")
        for path in made:
            self.line(f"  {path}")
        self.say("starters-windows" if system == "windows" else "starters-mac")
        task = made[-1]
        if system == "windows":
            self.line(f'  schtasks /Create /TN "{task.stem}" /XML "{task}"')
        else:
            target = "~/Library/LaunchAgents/repair-desk.reminder.plist"
            self.line(f"  cp {quote(str(task))} {target} && launchctl load {target}")

    def doctor(self, findings: Sequence[Finding]) -> None:
        """Print what was examined, and what is not in order."""
        print_findings(self, findings)

    def _summary(self, desk: Desk) -> None:
        self._counts(len(desk.rows.frame), desk.to_fix, len(desk.problems) - desk.to_fix)

    def _counts(self, tickets: int, to_fix: int, look: int) -> None:
        if to_fix or look:
            self.say("to-fix", tickets=tickets, fix=to_fix, look=look)
        else:
            self.say("all-well", tickets=tickets)

    def _offer(self, done: Synced) -> None:
        """Print which columns a book of an earlier version can have, as long as it has none of them."""
        if len(done.left_out) == len(OPTIONAL):
            both = [f"{column.label.en} / {column.label.ja}" for column in OPTIONAL]
            self.say("more-columns", columns=both, tab=done.tab)

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
