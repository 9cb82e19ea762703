"""Drafting letters: nobody twice, nobody never, whatever stops a run."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backoffice import jobs
from backoffice.intake.letter_records import read_letter_records
from backoffice.jobs.letter_drafting import draft_letter, draft_letters
from backoffice.jobs.setting_up import first_numbers
from backoffice.messages.errors import BackofficeError, RefusedError
from backoffice.rules.letter_kinds import LetterKind
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import position
from tests.backoffice.books.google_desks import emulator, new_desk, on
from tests.backoffice.desks import (
    APPROVED,
    ARRIVED,
    ASKED,
    MAY,
    POLICY,
    QUOTED,
    at,
    edit,
    rows_of,
    run_of,
    run_on,
    workbook_at,
)
from tests.backoffice.faulty_system import Faults

FIRST = date(2026, 5, 1)


def letters_of(run, folder, day, **how):
    """Draft what is due on `day`; return kind and tickets of each letter."""
    done = draft_letters(at(run, f"{day} 09:00"), folder, **how)
    return [(draft.letter.kind.value, *draft.letter.tickets) for draft in done.drafts]


def recorded(run):
    """Return the letters that Log remembers."""
    return [*read_letter_records(jobs.read_desk(run).ledger.log).drafted]


def test_a_letter_is_drafted_once(tmp_path):
    """A second run finds nothing due, writes nothing, and leaves the files as they are."""
    run = run_of(ARRIVED, QUOTED)
    first = letters_of(run, tmp_path, "2026-05-22")
    writes, files = run.book.writes, sorted(tmp_path.iterdir())

    assert [("arrived", "R-00101"), ("quote", "R-00102")] == first
    assert [] == letters_of(run, tmp_path, "2026-05-23")
    assert (writes, files) == (run.book.writes, sorted(tmp_path.iterdir()))
    assert "letters" == rows_of(run, Tab.LOG)[-1]["command"]


def test_a_new_price_is_a_new_quote(tmp_path):
    """An unchanged price is not told twice; another one is, as long as nobody sent the quote."""
    run = run_of(QUOTED)
    letters_of(run, tmp_path, "2026-05-22")
    edit(run, 2, price=1500)

    assert [("quote", "R-00101")] == letters_of(run, tmp_path, "2026-05-25")
    edit(run, 2, quote_sent=date(2026, 5, 25), price=1600)
    assert [] == letters_of(run, tmp_path, "2026-05-26")


def test_a_desk_without_the_column_quote_sent(tmp_path):
    """There the day of the draft counts: a week later the reminder is due, once."""
    run = run_of(QUOTED)
    grid = run.book.grid(Tab.TICKETS)
    column = next(at for at, cell in enumerate(grid[0]) if "Quote sent" in str(cell))
    for row in grid:
        del row[column]
    run.book.save()

    days = ["2026-05-22", "2026-05-28", "2026-05-29", "2026-06-08"]
    assert [[("quote", "R-00101")], [], [("reminder", "R-00101")], []] == [
        letters_of(run, tmp_path, day) for day in days
    ]


def test_what_was_written_by_hand(tmp_path):
    """`--already-written` remembers what is due without a draft; the next run has nothing to draft."""
    run = run_of(QUOTED, ARRIVED)
    done = draft_letters(at(run, "2026-05-22 09:00"), tmp_path, by_hand=True)

    assert ["quote", "arrived"] == [letter.kind.value for letter in done.noted]
    assert [] == [*tmp_path.iterdir()]
    assert [] == letters_of(run, tmp_path, "2026-05-23")


def test_what_happened_long_ago_gets_no_letter(tmp_path):
    """After three weeks a piece that arrived is no news; the ticket is named instead."""
    run = run_of(ARRIVED)
    done = draft_letters(at(run, "2026-06-15 09:00"), tmp_path)

    assert ([], ["R-00101"]) == ([*done.drafts], [*done.too_late])


def test_a_request_with_something_to_fix_gets_no_letter(tmp_path):
    """Rows that exchanged their entries could lead to the wrong person: people look first."""
    wrong = QUOTED | {"price": "about a thousand"}
    run = run_of(ARRIVED, wrong, ARRIVED | {"together": "R-00102"})
    done = draft_letters(at(run, "2026-05-22 09:00"), tmp_path)

    assert [["R-00101"]] == [list(draft.letter.tickets) for draft in done.drafts]
    assert ["R-00103"] == [*done.to_fix]


def test_a_letter_on_demand(tmp_path):
    """One letter by its number as people type it: the one that is due, then the last one again; once in Log."""
    run = at(run_of(QUOTED), "2026-05-22 09:00")
    [first] = draft_letter(run, "１０１", None, tmp_path).drafts
    writes = run.book.writes
    [again] = draft_letter(run, "r-101", None, tmp_path).drafts

    assert ("quote", first.path, False) == (again.letter.kind.value, again.path, again.is_new)
    assert writes == run.book.writes
    assert [] == letters_of(run, tmp_path, "2026-05-23")


@pytest.mark.parametrize(
    ("ticket", "kind", "said"),
    [
        ("R-00999", None, "There is no ticket R-00999."),
        ("quote", None, "There is no ticket quote."),
        ("101", LetterKind.LATE, "does not fit R-00101 (arrived). These do: arrived."),
        ("102", None, "No letter fits R-00102 (cancelled)."),
        ("103", None, "No letter is due for R-00103 (approved). Name one that fits: arrived."),
    ],
)
def test_letters_that_do_not_fit(ticket, kind, said, tmp_path):
    """A letter that would not be true is refused, with those that would; nothing is written."""
    told = APPROVED | {"quote_sent": date(2026, 5, 23)}
    run = at(run_of(ARRIVED, ASKED | {"answer": "cancelled"}, told), "2026-05-25 09:00")

    with pytest.raises(RefusedError) as refused:
        draft_letter(run, ticket, kind, tmp_path)
    assert said in str(refused.value)
    assert (0, []) == (run.book.writes, [*tmp_path.iterdir()])


def test_a_draft_that_differs_is_not_replaced(tmp_path):
    """A file of the same name that somebody changed stays, and is named."""
    run = at(run_of(QUOTED), "2026-05-22 09:00")
    path = tmp_path / "R-00101-quote-1000.eml"
    path.write_bytes(b"my own words")
    [draft] = draft_letters(run, tmp_path).drafts

    assert (b"my own words", [path]) == (path.read_bytes(), [*draft.others])
    assert "R-00101-quote-1000-2.eml" == draft.path.name


def test_somebody_saves_in_between(tmp_path):
    """The letters are those of the sheet as it is when Log is written; drafts of before are deleted."""
    run = at(run_of(QUOTED, ARRIVED), "2026-05-22 09:00")
    run.book.before_write = lambda: edit(run, 2, answer="declined")
    done = draft_letters(run, tmp_path)

    assert ["arrived"] == [draft.letter.kind.value for draft in done.drafts]
    assert ["R-00102-arrived.eml"] == [path.name for path in tmp_path.iterdir()]
    assert [("R-00102", "arrived", "")] == recorded(run)


def test_two_people_at_once(tmp_path):
    """The second finds what the first remembered: one draft, one record."""
    run = at(run_of(QUOTED), "2026-05-22 09:00")
    run.book.before_write = lambda: draft_letters(run, tmp_path)
    done = draft_letters(run, tmp_path)

    assert [] == [*done.drafts]
    assert ["R-00101-quote-1000.eml"] == [path.name for path in tmp_path.iterdir()]
    assert 1 == len(recorded(run))


@pytest.mark.parametrize("job", ["letters", "letter"])
def test_a_changed_record_stops_letters(job, tmp_path):
    """Where Log does not say any more what was drafted, nothing is; an emptied cell is forgotten."""
    run = at(run_of(QUOTED), "2026-05-22 09:00")
    draft_letters(run, tmp_path)
    row = run.book.grid(Tab.LOG)[-1]
    row[position(Tab.LOG, "record")] = "changed"
    run.book.save()

    with pytest.raises(RefusedError, match="Somebody changed what Log remembers"):
        draft_letters(run, tmp_path) if job == "letters" else draft_letter(
            run, "101", None, tmp_path
        )
    row[position(Tab.LOG, "record")] = ""
    run.book.save()
    assert [("quote", "R-00101")] == letters_of(run, tmp_path, "2026-05-22")


def test_a_fault_at_every_call(tmp_path):
    """Whatever call of the system fails: afterwards each letter is there once, and remembered once."""
    stopped = 0
    for number in range(1, 100):
        folder = tmp_path / str(number)
        run = at(run_of(QUOTED, ARRIVED), "2026-05-22 09:00")
        with pytest.MonkeyPatch.context() as patch:
            faults = Faults(patch, KeyboardInterrupt() if number % 2 else OSError(5, "I/O"), number)
            stopped += faults.during(lambda run=run, to=folder: draft_letters(run, to)) is not None
        draft_letters(run, folder)
        names = sorted(path.name for path in folder.glob("[!.]*"))
        assert ["R-00101-quote-1000.eml", "R-00102-arrived.eml"] == names
        assert 2 == len(recorded(run))
        if number > len(faults.calls):
            break
    assert stopped > 5


def test_on_a_workbook_and_on_google(tmp_path):
    """Both keep what was drafted, and read it back."""
    key = new_desk(emulator(), policy=POLICY.undated, numbers=first_numbers(110), tickets=[QUOTED])
    for book in (workbook_at(tmp_path / "desk.xlsx", QUOTED), on(emulator(), key)):
        run = run_on(book, "2026-05-22 09:00")
        folder = tmp_path / type(book).__name__
        first, second = draft_letters(run, folder), draft_letters(run, folder)
        assert (["quote"], []) == ([d.letter.kind.value for d in first.drafts], [*second.drafts])


KINDS_OF_A_LIFE = ("arrived", "inspected", "quote_sent", "answer", "back", "sent")


@st.composite
def lives(draw):
    """Draw the days, counted from 1 May, on which things happen to a piece; some never do."""
    day, life = draw(st.integers(0, 10)), {}
    for key in KINDS_OF_A_LIFE[:4]:
        day += draw(st.integers(0, 9))
        if day > 30 or draw(st.integers(0, 9)) == 0:
            return life
        life[key] = day
    back = draw(st.integers(33, 75))
    return life | {"back": back, "sent": back + draw(st.integers(0, 5))}


def typed_on(life, day):
    """Return what staff have typed by `day`."""
    words = {"answer": "approved"}
    typed = {
        key: words.get(key, FIRST + timedelta(days=when))
        for key, when in life.items()
        if when <= day
    }
    return typed | ({"price": 1000} if "inspected" in typed else {})


def expected_on(life, day, before):
    """Return which letter the customer of a piece should have got by `day`, written without the rule."""
    has = {key for key, when in life.items() if when <= day}
    closed = life.get("answer", 99) <= 30 and day >= 31
    if "sent" in has:
        return "on-its-way"
    if "back" in has:
        return None
    if closed:
        return "late" if day > 60 else "at-workshop"
    if "answer" in has:
        return (
            None if {"arrived", "quote", "reminder"} & before or "quote_sent" in has else "arrived"
        )
    if "quote_sent" in has:
        return "reminder" if day - life["quote_sent"] >= 7 else None
    if "inspected" in has:
        return "quote"
    return "arrived" if "arrived" in has else "send-in"


@settings(max_examples=2)
@given(st.lists(lives(), min_size=6, max_size=9))
def test_a_quarter_day_by_day(tmp_path_factory, stories):
    """Played day by day, each customer gets each letter exactly once, on the first day that asks for it."""
    folder = tmp_path_factory.mktemp("letters")
    run = run_of(*(ASKED | {"enquired": FIRST} for _ in stories), now="2026-05-01 09:00")
    expected = [list[str]() for _ in stories]
    for day in (*range(40), *range(40, 82, 3)):
        now = FIRST + timedelta(days=day)
        for row, life in enumerate(stories, 2):
            edit(run, row, **typed_on(life, day))
        today = at(run, f"{now} 09:00")
        if now == date(2026, 6, 1):
            jobs.close(today, MAY)
        letters_of(run, folder, now)
        for life, letters in zip(stories, expected, strict=True):
            kind = expected_on(life, day, set(letters))
            letters += [kind] if kind and kind not in letters else []
    drafted = Counter((ticket, kind) for ticket, kind, _ in recorded(run))
    wanted = Counter(
        (f"R-{101 + at:05}", kind) for at, letters in enumerate(expected) for kind in letters
    )

    assert wanted == drafted
    assert len([*folder.iterdir()]) == sum(wanted.values())


def test_the_folder_cannot_be_written(tmp_path):
    """What keeps a draft from being written is said, and nothing is remembered."""
    run = at(run_of(QUOTED), "2026-05-22 09:00")
    (tmp_path / "letters").write_text("a file")

    with pytest.raises(BackofficeError, match="The drafts cannot be written into"):
        draft_letters(run, tmp_path / "letters")
    assert ([], 0) == (recorded(run), run.book.writes)
