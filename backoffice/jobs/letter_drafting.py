"""Drafting letters: the files first, then one write that remembers them in Log.

Stopped between the two, a draft is there that nobody wrote down: the next run makes the very same file
again and writes it down then.  So no customer is left out, and none is written to twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backoffice.intake.letter_records import DRAFTED, LetterRecords, Occasion
from backoffice.jobs.desk import Desk, Run, find_ticket
from backoffice.jobs.letter_log import letter_rule, remember, sound_records
from backoffice.jobs.lost_quotes import read_sound_desk
from backoffice.jobs.runs import retry_on_change
from backoffice.jobs.status_pages import page_addresses
from backoffice.messages.errors import RefusedError
from backoffice.outputs.letters.letter_parts import letter_of
from backoffice.outputs.letters.letter_writer import Shop
from backoffice.outputs.letters.mail_file import Draft, draft_name, write_draft
from backoffice.rules.due_letters import LetterRule
from backoffice.rules.letter_kinds import DueLetter, LetterKind

FOLDER = "letters"
"""Beside the book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftedLetters:
    """What a run drafted.

    Attributes:
        drafts: The drafts, in the order of the sheet.
        noted: Letters that were written down as written by hand, without a draft.
        incomplete, to_fix, too_late: Tickets without a letter; see `DueLetters`.
    """

    drafts: Sequence[Draft] = ()
    noted: Sequence[DueLetter] = ()
    incomplete: Sequence[str] = ()
    to_fix: Sequence[str] = ()
    too_late: Sequence[str] = ()


@dataclass(slots=True)
class _Files:
    """The drafts of all attempts of a run: what nobody remembers in the end is deleted again."""

    folder: Path
    made: dict[Path, Sequence[Occasion]] = field(default_factory=dict)

    def write(
        self, due: Sequence[DueLetter], desk: Desk, rule: LetterRule, records: LetterRecords
    ) -> list[Draft]:
        """Write the drafts."""
        pages, today = page_addresses(desk, records), desk.run.now.date()
        shop = Shop(
            rule=rule,
            ledger=desk.ledger,
            book=desk.run.policy,
            language=desk.language,
            today=today,
            pages=pages,
        )
        drafts = []
        for each in due:
            draft = write_draft(letter_of(each, shop), draft_name(each), self.folder)
            drafts.append(draft)
            if draft.is_new:
                self.made[draft.path] = each.occasions
        return drafts

    def keep(self, drafts: Sequence[Draft], records: LetterRecords) -> None:
        """Delete what an attempt made before somebody saved in between, and is in no record now.

        A run of somebody else may have remembered the very same draft meanwhile.
        """
        needed = {draft.path for draft in drafts}
        for path, occasions in self.made.items():
            if path not in needed and not any(each in records.drafted for each in occasions):
                path.unlink(missing_ok=True)


def draft_letters(run: Run, folder: Path | None = None, *, by_hand: bool = False) -> DraftedLetters:
    """Draft every letter that is due in `folder`, or in ``letters`` beside the book, and remember it.

    With `by_hand`, no draft is made: it is only remembered that these letters were written.

    Raises:
        RefusedError: If the sheet has lost a close.
    """
    files = _Files(folder or run.book.folder / FOLDER)

    @retry_on_change
    def attempt() -> DraftedLetters:
        desk, records, rule = _read(run)
        due = rule.all_due()
        drafts = [] if by_hand else files.write(due.letters, desk, rule, records)
        _remember(desk, due.letters, "letters")
        files.keep(drafts, records)
        return DraftedLetters(
            drafts=drafts,
            noted=due.letters if by_hand else (),
            incomplete=due.incomplete,
            to_fix=due.to_fix,
            too_late=due.too_late,
        )

    return attempt()


def draft_letter(
    run: Run, ticket: str, kind: LetterKind | None, folder: Path | None = None
) -> DraftedLetters:
    """Draft one letter about the ticket that somebody typed, due or not, also one that was drafted before.

    Without `kind`: the one that is due, else the last that was drafted.

    Raises:
        RefusedError: If there is no such ticket, or no such letter fits it.
    """
    files = _Files(folder or run.book.folder / FOLDER)

    @retry_on_change
    def attempt() -> DraftedLetters:
        desk, records, rule = _read(run)
        due = _asked_for(desk, rule, ticket, kind)
        drafts = files.write([due], desk, rule, records)
        if not all(each in records.drafted for each in due.occasions):
            _remember(desk, [due], "letter")
        files.keep(drafts, records)
        return DraftedLetters(drafts=drafts)

    return attempt()


def _read(run: Run) -> tuple[Desk, LetterRecords, LetterRule]:
    """Return the desk, what was drafted so far, and which letters that leaves."""
    desk = read_sound_desk(run)
    records = sound_records(desk)
    return desk, records, letter_rule(desk, records)


def _asked_for(desk: Desk, rule: LetterRule, ticket: str, kind: LetterKind | None) -> DueLetter:
    at = find_ticket(desk, ticket, "drafts.no-ticket")
    fitting = [each for each in LetterKind if rule.fits(at, each)]
    drafted = [each for each in reversed(rule.drafted_kinds(at)) if each in fitting]
    wanted = kind or rule.due_at(at) or next(map(LetterKind, drafted), None)
    if wanted in fitting:
        return rule.together(at, wanted)
    known = {"ticket": rule.tickets[at], "stage": rule.stages[at].value}
    if not fitting:
        raise RefusedError("drafts.none-fits", **known)
    key = "drafts.which" if wanted is None else "drafts.does-not-fit"
    raise RefusedError(key, kind=wanted or "", kinds=[each.value for each in fitting], **known)


def _remember(desk: Desk, letters: Sequence[DueLetter], command: str) -> None:
    """Write down in Log which letters were drafted; nothing where none were."""
    remember(desk, [(DRAFTED, *each) for letter in letters for each in letter.occasions], command)
