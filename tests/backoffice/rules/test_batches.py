"""The month-end batch: who goes, once; what is frozen, reopened, restored."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from backoffice import jobs
from backoffice.messages.errors import RefusedError
from backoffice.rules.months import cutoff_of, parse_month
from backoffice.sheet.headings import Tab
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from estimator.rules.schedule import Batch
from tests.backoffice.desks import (
    APPROVED,
    ARRIVED,
    JULY,
    JUNE,
    MAY,
    QUOTED,
    at,
    codes_of,
    edit,
    rows_of,
    run_of,
)
from tests.tools.casebook import policy_with

FIRST_JUNE, FIRST_JULY = "2026-06-01 09:00", "2026-07-01 09:00"


def pieces_of(*days, **more):
    return [APPROVED | {"arrived": day, "inspected": day} | more for day in days]


def sent(run):
    """Return month and ticket of all that was sent."""
    return [(row["month"], row["ticket"]) for row in rows_of(run, Tab.BATCHES)]


def refusal(job, run, month):
    """Return the words of a refusal, in both languages; nothing may be written."""
    before = run.book.writes
    with pytest.raises(RefusedError) as caught:
        job(run, month)
    assert before == run.book.writes
    assert caught.value.in_("ja") != str(caught.value)
    return str(caught.value)


# ---------------------------------------------------------------------------------- who goes


def test_the_last_day_of_a_month_belongs_to_it():
    """31 May, a Sunday, is still May; 1 June is June, also when May is closed later."""
    run = run_of(*pieces_of(date(2026, 5, 31), date(2026, 6, 1)), now="2026-06-03 09:00")
    done = jobs.close(run, MAY)

    assert [("2026-05", "R-00101")] == sent(run)
    assert 1 == done.plan.later


def test_a_late_piece_goes_with_the_next_batch():
    """It arrived in May and was approved in June: it goes with June, once."""
    run = run_of(*pieces_of(date(2026, 5, 20)), QUOTED, now=FIRST_JUNE)
    jobs.close(run, MAY)
    edit(run, 3, answer="approved")
    jobs.close(at(run, FIRST_JULY), JUNE)

    assert [("2026-05", "R-00101"), ("2026-06", "R-00102")] == sent(run)


def test_a_late_piece_has_new_days():
    """Quotes shows the next open batch once its own is closed."""
    run = run_of(APPROVED, QUOTED, now=FIRST_JUNE)
    jobs.sync(run)
    before = rows_of(run, Tab.QUOTES)[1]
    jobs.close(run, MAY)
    after = rows_of(run, Tab.QUOTES)[1]

    keys = ("batch", "dispatch", "back")
    assert ["2026-05", "2026-06-01", "2026-06-30"] == [before[key] for key in keys]
    assert ["2026-06", "2026-06-30", "2026-07-31"] == [after[key] for key in keys]


@pytest.mark.parametrize(
    ("month", "leaves", "back"),
    [
        (Batch(2026, 5), "2026-06-01", "2026-06-30"),  # Sunday
        (Batch(2026, 2), "2026-03-02", "2026-03-31"),  # Saturday
        (Batch(2026, 12), "2027-01-04", "2027-01-31"),  # New Year holidays
        (Batch(2028, 2), "2028-02-29", "2028-03-31"),  # a leap day, open
    ],
    ids=str,
)
def test_the_parcel_of_a_closed_day_leaves_on_the_next_open_one(month, leaves, back):
    """Who belongs to the batch does not change."""
    day = month.cutoff
    run = run_of(*pieces_of(day, enquired=day.replace(day=1)), now=f"{month.cutoff}T17:00")
    jobs.close(run, month)
    [row] = rows_of(run, Tab.BATCHES)

    assert (leaves, back) == (row["dispatch"], row["back"])


def test_a_month_closed_late_leaves_on_the_day_of_closing():
    """The parcel of June that is closed on 1 July did not leave on 30 June."""
    run = run_of(*pieces_of(date(2026, 6, 5)), now=FIRST_JULY)
    jobs.close(run, JUNE)
    [row] = rows_of(run, Tab.BATCHES)

    assert ("2026-07-01", "2026-07-31") == (row["dispatch"], row["back"])


def test_rolled_back_the_parcel_leaves_without_what_comes_after_it():
    """Reading P10: the parcel of May leaves on Friday 29; Saturday's piece joins June."""
    policy = policy_with([{"at": "dispatch.roll", "value": "back"}])
    run = run_of(*pieces_of(date(2026, 5, 29), date(2026, 5, 30)), now=FIRST_JUNE, policy=policy)
    jobs.sync(run)
    expected = [row["batch"] for row in rows_of(run, Tab.QUOTES)]
    jobs.close(run, MAY)

    assert date(2026, 5, 29) == cutoff_of(MAY, policy.undated)
    assert (["2026-05", "2026-06"], [("2026-05", "R-00101")]) == (expected, sent(run))


def test_rolled_back_a_piece_of_the_next_batch_is_not_an_earlier_one():
    """Reading P10: February's parcel leaves on Friday 27, so Saturday's piece belongs to March."""
    policy = policy_with([{"at": "dispatch.roll", "value": "back"}])
    pieces = pieces_of(date(2026, 2, 26), date(2026, 2, 28), enquired=date(2026, 2, 1))
    done = jobs.plan(run_of(*pieces, now="2026-03-31 17:00", policy=policy), Batch(2026, 3))

    assert (2, 1) == (len(done.plan.pieces), done.plan.earlier)


def test_rolled_back_a_month_may_be_closed_when_its_parcel_leaves():
    """On Friday 29 May, before the month is over; a day earlier it is too early."""
    policy = policy_with([{"at": "dispatch.roll", "value": "back"}])
    run = run_of(APPROVED, now="2026-05-29 17:00", policy=policy)

    assert "Close it from 2026-05-29 on." in refusal(jobs.close, at(run, "2026-05-28 09:00"), MAY)
    assert 1 == len(jobs.close(run, MAY).plan.pieces)


def test_where_the_opened_parcel_counts_a_closed_day_waits():
    """Reading P11: delivered on Sunday 31 May, opened on Monday 1 June: June."""
    policy = policy_with([{"at": "arrival.counts", "value": "opened"}])
    run = run_of(*pieces_of(date(2026, 5, 31)), APPROVED, now="2026-06-02 09:00", policy=policy)
    jobs.close(run, MAY)

    assert [("2026-05", "R-00102")] == sent(run)


def test_only_what_is_approved_and_in_order_goes():
    """The others are on hold, each with its reason."""
    run = run_of(
        APPROVED,
        QUOTED,
        ARRIVED,
        APPROVED | {"exception": "packaging"},
        APPROVED | {"price": "about 3000"},
        QUOTED | {"go_ahead": 2090},
        QUOTED | {"go_ahead": 2089},
        APPROVED | {"answer": "declined"},
        APPROVED | {"sent": date(2026, 5, 30)},
        now=FIRST_JUNE,
    )
    plan = jobs.plan(run, MAY).plan

    assert ["R-00101", "R-00104", "R-00106"] == [piece.ticket for piece in plan.pieces]
    assert {
        "R-00102": "waiting",
        "R-00103": "not-inspected",
        "R-00105": "problem",
        "R-00107": "above-limit",
        "R-00109": "problem",
    } == dict(zip(plan.on_hold["ticket"], plan.on_hold["hold"], strict=True))


def test_a_rehearsal_writes_nothing_and_says_what_closing_does():
    """The plan is the close, without the writing."""
    run = run_of(APPROVED, QUOTED, now=FIRST_JUNE)
    rehearsed = jobs.plan(run, MAY).plan

    assert 0 == run.book.writes
    assert list(rehearsed.pieces) == list(jobs.close(run, MAY).plan.pieces)


# ------------------------------------------------------------------------------------- when


def test_a_month_that_is_not_over_is_refused():
    """Pieces may still arrive; on its last day it may be closed."""
    run = run_of(APPROVED, now="2026-05-30 09:00")

    assert "2026-05 is not over" in refusal(jobs.close, run, MAY)
    assert 1 == len(jobs.close(at(run, "2026-05-31 17:00"), MAY).plan.pieces)


def test_a_month_before_the_last_close_is_refused():
    """What comes late goes with the next one."""
    run = run_of(APPROVED, *pieces_of(date(2026, 6, 5)), now=FIRST_JULY)
    jobs.close(run, JUNE)

    assert "Late pieces go with 2026-07." in refusal(jobs.close, run, MAY)


def test_a_month_without_parcel_does_not_keep_the_next_from_going():
    """Without pieces nothing is written, and June takes what May left."""
    run = run_of(QUOTED, now=FIRST_JUNE)
    assert [] == jobs.close(run, MAY).plan.pieces
    assert 0 == run.book.writes
    edit(run, 2, answer="approved")
    jobs.close(at(run, FIRST_JULY), JUNE)

    assert [("2026-06", "R-00101")] == sent(run)


def test_a_month_beyond_the_calendar_is_refused():
    """A date that nobody knows is never guessed."""
    run = run_of(APPROVED, now="2028-12-31 17:00")

    assert "Add the year 2029" in refusal(jobs.close, run, Batch(2028, 12))


@pytest.mark.parametrize("text", ["2026-06", "2026-6", "2026/06", "２０２６-０６", "2026年6月"])
def test_a_month_is_read(text):
    """Year and month."""
    assert JUNE == parse_month(text)


@pytest.mark.parametrize(
    "text",
    ["", "2026", "2026-13", "2026-00", "0000-01", "06-2026", "2026-06-01", "June", "6月", "2026-٦"],
)
def test_what_is_no_month_is_refused(text):
    """The message shows how to write one."""
    with pytest.raises(RefusedError, match=r"is no month\. Write year and month, as 2026-06\."):
        parse_month(text)


# ---------------------------------------------------------------------------------- what is kept


def test_the_frozen_row_has_the_work():
    """Piece, material, work and net price; name, e-mail, order number, photo and notes stay in Tickets."""
    run = run_of(
        APPROVED
        | {
            "material": "18金メッキ",
            "service:stone": "３石",
            "notes": "calls at night",
            "piece": "Hanako 山田さんの指輪",
        },
        now=FIRST_JUNE,
    )
    jobs.close(run, MAY)
    [row] = rows_of(run, Tab.BATCHES)

    work = "① Refinish to new, ④ Stone setting × 3, ⑤ 18K gold plating (if needed)"
    assert {"18K gold-plated", work, "1000"} == {row["material"], row["work"], row["net"]}
    assert "Hanako …さんの指輪" == row["piece"]
    for secret in ("山田", "花子", "hanako", "00123", "photos.example", "night"):
        assert secret not in " ".join(row.values())


# ---------------------------------------------------------------------------------------- reopen


def test_the_last_close_can_be_undone():
    """The pieces wait again, the month can be closed again, and Log has both."""
    run = run_of(APPROVED, QUOTED, now=FIRST_JUNE)
    jobs.close(run, MAY)
    before = rows_of(run, Tab.BATCHES)
    assert 1 == jobs.plan_reopen(run, MAY)
    assert 1 == jobs.reopen(run, MAY)
    reopened = sent(run)
    edit(run, 3, answer="approved")
    jobs.close(run, MAY)

    assert [] == reopened
    assert [row["ticket"] for row in before] + ["R-00102"] == [t for _, t in sent(run)]
    assert ["close", "reopen", "close"] == [row["command"] for row in rows_of(run, Tab.LOG)]


def test_an_open_month_cannot_be_reopened():
    """The message names the months that are closed."""
    run = run_of(APPROVED, now=FIRST_JUNE)
    jobs.close(run, MAY)

    assert "2026-06 is not closed. Closed months: 2026-05." == refusal(jobs.reopen, run, JUNE)


def test_only_the_last_close_can_be_undone():
    """June was closed after May."""
    run = run_of(*pieces_of(date(2026, 5, 20), date(2026, 6, 20)), now=FIRST_JULY)
    jobs.close(run, MAY)
    jobs.close(run, JUNE)

    assert "2026-06 was closed after it" in refusal(jobs.reopen, run, MAY)


def test_a_batch_of_which_a_piece_came_back_stays():
    """The message names the piece."""
    run = run_of(APPROVED, APPROVED, now=FIRST_JUNE)
    jobs.close(run, MAY)
    edit(run, 3, back=date(2026, 6, 20))

    assert "1 of its pieces came back (R-00102)" in refusal(jobs.reopen, run, MAY)


# ------------------------------------------------------------------------ hands on script tabs


def closed_twice():
    """Return a desk with May and June closed, which is closed once for all tests."""
    run = with_two_closes()
    return replace(run, book=deepcopy(run.book))


@cache
def with_two_closes():
    days = [date(2026, 5, 20), date(2026, 5, 21), date(2026, 6, 20)]
    run = run_of(*pieces_of(*days), now=FIRST_JULY)
    jobs.close(run, MAY)
    jobs.close(run, JUNE)
    jobs.sync(run)
    return run


def put(tab, row, key, cell):
    """Return what writes by hand into a cell of a script tab."""
    column = [column.key for column in SCRIPT_COLUMNS[tab]].index(key)
    return lambda rows: rows[row - 1].__setitem__(column, cell)


def by_hand(run, tab, hand):
    """Let a hand change the rows of a tab, and save."""
    hand(run.book.grid(tab))
    run.book.save()


HANDS = {
    "changed": (put(Tab.BATCHES, 2, "net", 1), ["R-00101"]),
    "moved": (put(Tab.BATCHES, 2, "month", "2026-06"), ["R-00101"]),
    "deleted": (lambda rows: rows.pop(1), ["R-00101"]),
    "doubled": (lambda rows: rows.append([*rows[1]]), []),
    "sorted": (lambda rows: rows.append(rows.pop(1)), []),
    "emptied": (lambda rows: rows.__delitem__(slice(1, None)), ["R-00101", "R-00102", "R-00103"]),
}


@pytest.mark.parametrize(("hand", "tickets"), HANDS.values(), ids=HANDS)
@pytest.mark.parametrize("job", [jobs.sync, lambda run: jobs.close(at(run, "2026-08-03"), JULY)])
def test_a_batch_changed_by_hand_is_put_back(hand, tickets, job):
    """The record in Log brings the rows back, cell by cell, and To fix says so."""
    run = closed_twice()
    edit(run, 5, **(APPROVED | {"arrived": date(2026, 7, 2), "inspected": date(2026, 7, 2)}))
    before = rows_of(run, Tab.BATCHES)
    by_hand(run, Tab.BATCHES, hand)
    job(run)

    assert before == rows_of(run, Tab.BATCHES)[: len(before)]
    reported = [row for row in rows_of(run, Tab.TO_FIX) if "Batches" in row["message"]]
    assert tickets == [row["ticket"] for row in reported]


def test_a_damaged_record_is_reported():
    """Rows with a valid seal count; the others are named."""
    run = closed_twice()
    by_hand(run, Tab.LOG, put(Tab.LOG, 2, "record", "nonsense"))
    by_hand(run, Tab.BATCHES, put(Tab.BATCHES, 2, "net", 1))
    desk = jobs.sync(run).desk

    script = [problem for problem in desk.problems if problem.code != "overdue"]
    reported = [(p.code, p.ticket, p.more["other"]) for p in script]
    assert [
        ("record-broken", None, "2026-05"),
        ("batches-broken", "R-00101", "2026-05"),
    ] == reported
    assert 3 == len(sent(run))


@pytest.mark.parametrize("row", [2, 3])
def test_a_line_deleted_in_log_does_not_empty_a_batch(row):
    """The close is restored in Log from Batches, and no piece is sent twice."""
    run = closed_twice()
    before = rows_of(run, Tab.BATCHES)
    by_hand(run, Tab.LOG, lambda rows: rows.pop(row - 1))
    done = jobs.sync(run)

    assert before == rows_of(run, Tab.BATCHES)
    assert "log-repaired" in codes_of(done.desk)
    assert jobs.close(run, MAY).again
    assert jobs.close(run, JUNE).again
    assert "log-repaired" not in codes_of(jobs.read_desk(run))


def test_an_emptied_log_does_not_empty_the_batches():
    """All its rows are restored; the next close gets a new run number."""
    run = closed_twice()
    before = rows_of(run, Tab.BATCHES)
    by_hand(run, Tab.LOG, HANDS["emptied"][0])
    jobs.sync(run)
    edit(run, 5, **(APPROVED | {"arrived": date(2026, 7, 2), "inspected": date(2026, 7, 2)}))
    jobs.close(at(run, "2026-08-03 09:00"), JULY)

    assert before == rows_of(run, Tab.BATCHES)[:-1]
    assert 1 == jobs.reopen(at(run, "2026-08-03 09:00"), JULY)


def test_a_quote_changed_by_hand_is_computed_again():
    """Also at the same second; To fix says so once."""
    run = run_of(QUOTED, QUOTED)
    jobs.sync(run)
    before = rows_of(run, Tab.QUOTES)
    by_hand(run, Tab.QUOTES, put(Tab.QUOTES, 2, "quoted", 1))
    desk = jobs.sync(run).desk

    assert before == rows_of(run, Tab.QUOTES)
    assert [("quotes-repaired", "R-00101")] == [(p.code, p.ticket) for p in desk.problems]
    jobs.sync(run)
    assert () == jobs.sync(run).wrote
    assert [] == rows_of(run, Tab.TO_FIX)
