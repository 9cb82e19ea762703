"""What a run found and did, for people (tables, words) and for programs (JSON)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text

from backoffice.cli.json_results import (
    cell_of,
    check_data,
    close_data,
    copied_data,
    message_of,
    reminder_data,
)
from backoffice.cli.output import Lines, Output
from backoffice.intake.problems import Level
from backoffice.jobs.connecting import Connected
from backoffice.jobs.copying import Copied
from backoffice.jobs.desk import Desk
from backoffice.jobs.findings import Finding
from backoffice.jobs.reminding import Reminder
from backoffice.jobs.run_result import RunResult
from backoffice.messages import say
from backoffice.outputs.overview_tab import held_reasons
from backoffice.rules.batches import ClosePlan
from backoffice.sheet.headings import Tab
from backoffice.sheet.seals import plain
from estimator.answers.wording import day, price

MOST_SHOWN = 40
"""Rows of one table on the terminal; the sheet has them all."""


class Screen(Output):
    """Shows results, as words in `language` or as JSON."""

    # ------------------------------------------------------------------ results

    def connected(self, done: Connected) -> None:
        """Show what connecting a Google Sheet did."""
        book = done.desk.run.book.where
        if self.as_json:
            data = {"book": book, "made": done.made, "mended": done.mended}
            return self.data({"ok": True, **data})
        self.words("connected" if done.made else "connected-before", book=book, tab=done.tab)
        if done.mended:
            self.words("mended", what=", ".join(self._part(part) for part in done.mended))
        return None

    def copied(self, done: Copied, source: str) -> None:
        """Show what went along to another home, and what did not."""
        if self.as_json:
            return self.data(copied_data(done, source, self.language))
        places = {"source": source, "target": done.desk.run.book.where}
        tickets = len(done.desk.rows.frame)
        self.words(
            "copied-before" if done.again else "copied", tabs=done.tabs, tickets=tickets, **places
        )
        for key, lines in (
            ("left-behind", [extra.words(self.language) for extra in done.left]),
            ("as-text", done.as_text),
            ("renews", done.renewed),
        ):
            if lines:
                self.words(key)
                for line in lines[:MOST_SHOWN]:
                    self.line(f"  {line}")
            if len(lines) > MOST_SHOWN:
                self.words("and-more", count=len(lines) - MOST_SHOWN)
        return None

    def _part(self, part: str) -> str:
        return say("parts", part, self.language) if part in ("locale", "time-zone") else part

    def check(self, desk: Desk, most: int = MOST_SHOWN) -> None:
        """Show the problems of a sheet, at most so many on the terminal."""
        if self.as_json:
            return self.data(check_data(desk, self.language))
        return self._problems(desk, most)

    def sync(self, done: RunResult) -> None:
        """Show what a sync did."""
        if self.as_json:
            counts = {"wrote": list(done.wrote), "pad": done.pad}
            return self.data({"ok": True, **counts, "to_fix": done.desk.to_fix})
        self._wrote(done)
        return self._summary(done.desk)

    def close(self, done: RunResult, month: object, *, yes: bool, papers: Sequence[Path]) -> None:
        """Show what closing a month did, or would do."""
        if self.as_json:
            return self.data(close_data(done, month, papers, yes=yes, language=self.language))
        if done.again:
            self.words("closed-before", month=month)
        elif done.plan:
            self._plan(done.plan, done.desk, yes=yes)
        return self.papers(papers)

    def papers(self, papers: Sequence[Path]) -> None:
        """Show where papers lie."""
        if self.as_json:
            return self.data({"ok": True, "papers": [str(path) for path in papers]})
        if papers:
            self.words("papers")
            for path in papers:
                self.line(f"  {path}")
        return None

    def reopen(self, month: object, count: int, *, yes: bool) -> None:
        """Show what reopening a month did, or would do."""
        if self.as_json:
            data = {"ok": True, "month": str(month), "reopened": yes, "pieces": count}
            return self.data(data)
        return self.words("reopened" if yes else "would-reopen", month=month, count=count)

    def remind(self, told: Sequence[Reminder], desk: Desk) -> None:
        """Show the months to think of; nothing at all when there is none."""
        if self.as_json:
            months = [reminder_data(each, desk, self.language) for each in told]
            return self.data({"ok": not told, "months": months})
        for reminder in told:
            self._reminder(reminder, desk)
        return None

    def doctor(self, findings: Sequence[Finding]) -> None:
        """Show what the doctor found."""
        if self.as_json:
            rows = [{"name": f.name, "ok": f.ok, "message": f.message} for f in findings]
            return self.data({"ok": all(f.ok for f in findings), "checks": rows})
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for found in findings:
            sign = Text("✓", "green") if found.ok else Text("!", "bold red")
            table.add_row(sign, Text(found.name, no_wrap=True), Lines(found.message))
        return self.console().print(table)

    # ------------------------------------------------------------------ parts

    def _wrote(self, done: RunResult) -> None:
        if not done.wrote:
            self.words("nothing-new")
            return
        self.words("wrote", tabs=", ".join(done.wrote))
        if done.pad:
            self.words("pad", pad=done.pad)

    def _summary(self, desk: Desk) -> None:
        tickets = len(desk.rows.frame)
        if not desk.problems:
            self.words("all-well", tickets=tickets)
            return
        look = len(desk.problems) - desk.to_fix
        self.words("to-fix", tickets=tickets, fix=desk.to_fix, look=look)

    def _problems(self, desk: Desk, most: int) -> None:
        self._summary(desk)
        if not desk.problems:
            return
        ordered = sorted(desk.problems, key=lambda problem: problem.level is not Level.FIX)
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for key in ("kind", "ticket", "cell", "message"):
            table.add_column(self.heading(key), no_wrap=key != "message")
        for problem in ordered[:most]:
            style = "red" if problem.level is Level.FIX else "yellow"
            table.add_row(
                Text(problem.level.value.in_(self.language), style),
                problem.ticket or "",
                cell_of(problem, desk),
                Lines(message_of(problem, desk, self.language)),
            )
        self.console().print(table)
        if len(ordered) > most:
            tab = desk.layout.sheets[Tab.TO_FIX].name
            self.words("more", count=len(ordered) - most, tab=tab)

    def _plan(self, plan: ClosePlan, desk: Desk, *, yes: bool) -> None:
        key = "nothing-to-close" if not plan.rows else "closed" if yes else "would-close"
        self._going(key, plan, desk)
        self._held(plan, desk)

    def _reminder(self, reminder: Reminder, desk: Desk) -> None:
        over = reminder.days < 0
        key = "month-over" if over else "month-near" if reminder.days else "month-today"
        cutoff = day(reminder.cutoff, self.language)
        self.words(key, month=reminder.month, days=reminder.days, cutoff=cutoff)
        plan = reminder.plan
        self._going("ready" if plan.rows else "none-ready", plan, desk)
        self._held(plan, desk)
        if len(plan.held):
            self.words("settle-held")
        if plan.rows:
            now = reminder.days <= 0
            self.words("close-now" if now else "close-then", month=plan.month, cutoff=cutoff)

    def _going(self, key: str, plan: ClosePlan, desk: Desk) -> None:
        """Print the pieces of a plan below the sentence `key`."""
        currency = desk.run.policy.undated.currency
        net = price(sum(int(plain(row["net"])) for row in plan.rows), currency, self.language)
        self.words(key, month=plan.month, count=len(plan.rows), net=net)
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
        for name in ("ticket", "piece", "work"):
            table.add_column(self.heading(name), no_wrap=name == "ticket")
        table.add_column(self.heading("net"), justify="right", no_wrap=True)
        for row in plan.rows[:MOST_SHOWN]:
            amount = price(int(plain(row["net"])), currency, self.language)
            cells = [plain(row[name]) for name in ("ticket", "piece", "work")]
            table.add_row(cells[0], *map(Lines, cells[1:]), amount)
        if plan.rows:
            self.console().print(table)
        if len(plan.rows) > MOST_SHOWN:
            tab = desk.layout.sheets[Tab.BATCHES].name
            self.words("more", count=len(plan.rows) - MOST_SHOWN, tab=tab)

    def _held(self, plan: ClosePlan, desk: Desk) -> None:
        if len(plan.held):
            self.words("held", count=len(plan.held))
            table = Table(show_header=False, box=None, padding=(0, 2, 0, 2))
            policy = desk.run.policy.undated
            shown = plan.held.head(MOST_SHOWN)
            for ticket, reason in held_reasons(shown, policy, self.language):
                table.add_row(Text(ticket, no_wrap=True), Lines(reason))
            self.console().print(table)
            if len(plan.held) > MOST_SHOWN:
                tab = desk.layout.sheets[Tab.DESK].name
                self.words("more", count=len(plan.held) - MOST_SHOWN, tab=tab)
        for key, count in (
            ("earlier", plan.earlier),
            ("later", plan.later),
            ("unusable", plan.unusable),
        ):
            if count:
                self.words(key, count=count)
