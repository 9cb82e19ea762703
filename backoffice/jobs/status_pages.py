"""Making and taking back status pages.  Log keeps the secret of their addresses and what was taken back.

Log is written first: a page that was taken back is known to be so before its file is deleted, and a page
gets an address only from a secret that is written down.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from backoffice.intake.frames import Typed
from backoffice.intake.letter_records import KEY, TAKEN_BACK, LetterRecords
from backoffice.intake.request_entries import effective
from backoffice.jobs.desk import Desk, Run, find_ticket, read_desk
from backoffice.jobs.letter_log import letter_rule, remember, sound_records
from backoffice.jobs.lost_quotes import read_sound_desk
from backoffice.jobs.runs import retry_on_change
from backoffice.outputs.status.page_files import PageFiles, new_key, page_name, write_pages
from backoffice.outputs.status.status_page import status_page
from backoffice.rules.status_facts import StatusFacts, open_tickets
from backoffice.sheet.snapshot import Row

FOLDER = "status"
"""Beside the book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPages:
    """What a run did.

    Attributes:
        files: The pages.
        tickets: The ticket of each page, in the same order.
        address: Where the owner publishes them; empty where the policy does not say.
        taken_back: The ticket whose page this run took back.
    """

    files: PageFiles
    tickets: Sequence[str]
    address: str
    taken_back: str = ""


def page_addresses(desk: Desk, records: LetterRecords) -> dict[str, str]:
    """Return the address of the status page of each ticket that has one and whose page is published."""
    base = desk.run.policy.undated.letters.status_pages
    if not base or not records.status_key:
        return {}
    return {
        facts.ticket: base + page_name(facts.ticket, records.status_key)
        for facts in _shown(desk, records)
    }


def make_status_pages(
    run: Run,
    folder: Path | None = None,
    *,
    take_back: str | None = None,
    key: Callable[[], str] = new_key,
) -> StatusPages:
    """Write the page of each open ticket; delete those of finished tickets, and that of `take_back` for good.

    They are in `folder`, or in ``status`` beside the book; `key` makes the secret of their addresses.

    Raises:
        RefusedError: If there is no such ticket, or the sheet has lost a close.
    """

    @retry_on_change
    def attempt() -> tuple[Desk, LetterRecords]:
        desk = read_sound_desk(run)
        records = sound_records(desk)
        ticket = _ticket(desk, take_back)
        entries: list[Row] = []
        if not records.status_key:
            entries.append((KEY, key()))
        if ticket and ticket not in records.taken_back:
            entries.append((TAKEN_BACK, ticket))
        if not entries:
            return desk, records
        remember(desk, entries, "status")
        desk = read_desk(run)
        return desk, sound_records(desk)

    desk, records = attempt()
    shown = _shown(desk, records)
    languages = effective(desk.assessment.frame, Typed.LANGUAGE).tolist()
    shop, today = run.policy.undated.shop, run.now.date()
    pages = {}
    for facts in shown:
        language = languages[facts.at] or desk.language
        name = page_name(facts.ticket, records.status_key)
        pages[name] = status_page(facts, shop, language, today)
    return StatusPages(
        files=write_pages(pages, folder or run.book.folder / FOLDER),
        tickets=[facts.ticket for facts in shown],
        address=run.policy.undated.letters.status_pages,
        taken_back=_ticket(desk, take_back),
    )


def _shown(desk: Desk, records: LetterRecords) -> list[StatusFacts]:
    """Return the facts of each open ticket whose page was not taken back."""
    rule = letter_rule(desk, records)
    found = open_tickets(rule, desk.ledger, desk.run.policy.undated)
    return [facts for facts in found if facts.ticket not in records.taken_back]


def _ticket(desk: Desk, typed: str | None) -> str:
    """Return the number of the ticket that somebody typed; empty for none."""
    tickets: list[str] = desk.assessment.frame[Typed.TICKET].tolist()
    return tickets[find_ticket(desk, typed, "drafts.no-ticket")] if typed else ""
