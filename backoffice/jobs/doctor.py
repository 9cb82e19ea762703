"""The doctor: policy, book, key, sharing, tabs, headings and what a close relies on; writes only to try things out.

What depends on the back end, as locale, protection and quota, is in its `diagnosis`: `books.google.sheet_diagnosis`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from backoffice.books.diagnosis import Check, Diagnosis
from backoffice.jobs.desk import Desk, Run, read_desk
from backoffice.jobs.lost_closes import lost_closes
from backoffice.jobs.lost_quotes import quotes_lost
from backoffice.jobs.runs import probe
from backoffice.messages import message
from backoffice.messages.errors import BackofficeError, LayoutError
from backoffice.rules.batches import ready_days
from backoffice.rules.docket_pad_size import PAD_LEAST
from backoffice.rules.months import due_month
from estimator.policy.label import Label
from estimator.policy.owners_word import (
    empty_fields,
    missing_of_letters,
    missing_of_trader,
    waiting_sentences,
)

AHEAD = timedelta(days=180)
"""How long before its end the calendar is reported as short."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked: its name, whether it is in order, and what to do if not."""

    name: str
    ok: bool
    message: str


def finding_of(check: Check, language: str) -> Finding:
    """Return what a check found, in words."""

    def said(text: str | Label, **values: object) -> str:
        if isinstance(text, Label):
            return text.in_(language)
        return message("doctor", text, language, **values)

    return Finding(said(check.subject), check.ok, said(check.outcome, **check.values))


def examine(run: Run, language: str, *, with_probe: bool = False) -> list[Finding]:
    """Return the findings from the outside in; stops where nothing more can be checked.

    With `with_probe`, what a close relies on is tried out first; this alone writes into the book.
    """
    tried = [finding_of(check, language) for check in _tried(run)] if with_probe else []
    found = [finding_of(check, language) for check in (_policy(run), *_book(run))]
    return [*found, *(each for each in tried if each.message not in {one.message for one in found})]


def _check(subject: str, ok: bool, outcome: str | Label, **values: object) -> Check:
    return Check(subject=subject, ok=ok, outcome=outcome, values=values)


def _tried(run: Run) -> Iterable[Check]:
    try:
        return probe(run)
    except BackofficeError as error:
        return [_check("trials", False, error.label)]


def _policy(run: Run) -> Check:
    last = run.policy.undated.calendar.last
    edition = run.policy.edition(run.now.date())
    is_short = last - run.now.date() < AHEAD
    outcome = "policy-short" if is_short else "policy-ok"
    return _check("policy", not is_short, outcome, last=last, edition=edition)


def _book(run: Run) -> Iterator[Check]:
    diagnosis = run.book.diagnose(run.policy.undated)
    for check in diagnosis.before_reading():
        yield check
        if check.stops:
            return
    try:
        desk = read_desk(run)
    except BackofficeError as error:
        subject = "headings" if isinstance(error, LayoutError) else "book"
        yield _check(subject, False, error.label)
    else:
        yield from _desk(desk, diagnosis)
    yield from diagnosis.at_the_end()


def _desk(desk: Desk, diagnosis: Diagnosis) -> Iterator[Check]:
    run, tickets = desk.run, len(desk.rows.frame)
    yield _check("book", True, "book-ok", book=run.book.where, tickets=tickets)
    yield from diagnosis.after_reading()
    missing = [desk.layout.sheets[tab].name for tab in desk.layout.missing]
    left_out = [f"{column.label.en} / {column.label.ja}" for column in desk.layout.left_out]
    there = "headings-some" if left_out else "headings-ok"
    outcome = "headings-missing" if missing else there
    yield _check("headings", not missing, outcome, tabs=missing, columns=left_out)
    yield _script_tabs(desk)
    blank = len(desk.rows.blank)
    is_enough = blank >= PAD_LEAST
    yield _check("pad", is_enough, "pad-ok" if is_enough else "pad-low", count=blank)
    if lost := [each.named for each in lost_closes(desk)]:
        yield _check("closes", False, "closes-lost", months=lost)
    ready = ready_days(desk.assessment.frame)
    month, count = due_month(ready, desk.ledger, run.policy.undated, run.now.date())
    yield _check("month", not count, "month-due" if count else "month-ok", month=month, count=count)
    yield from _owner(run)


def _script_tabs(desk: Desk) -> Check:
    """Return whether the script's rows are as it wrote them."""
    if quotes_lost(desk):
        return _check("seals", False, "seals-lost")
    changed = len(desk.ledger.problems)
    return _check("seals", not changed, "seals-bad" if changed else "seals-ok", count=changed)


def _owner(run: Run) -> Iterator[Check]:
    """Yield what customers read that waits for the owner; nothing of it keeps the desk from working."""
    policy = run.policy.undated
    sentences = [one.path for one in waiting_sentences(policy)]
    fields = (one.path for one in empty_fields(policy))
    empty = [*dict.fromkeys((*fields, *missing_of_trader(policy), *missing_of_letters(policy)))]
    said = "word-waits" if sentences else "word-ok"
    yield _check("word", True, said, count=len(sentences), paths=sentences)
    filled = "fields-empty" if empty else "fields-ok"
    yield _check("fields", True, filled, count=len(empty), paths=empty)
