"""The assessment of every ticket: stage, reason of a hold, approved price."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from unicodedata import normalize

import pytest

from backoffice import jobs
from backoffice.intake.frames import AMOUNT, DAY, DAYS, FLAG, INTEGER, OBJECT, SERVICE, Known, Typed
from backoffice.jobs.desk import with_ledger
from backoffice.rules.holds import hold_texts
from backoffice.sheet import seals
from backoffice.sheet.choices import Stage
from backoffice.sheet.headings import Tab
from tests.backoffice.desks import (
    APPROVED,
    ARRIVED,
    ASKED,
    JUNE,
    MAY,
    POLICY,
    QUOTED,
    assessed,
    at,
    codes_of,
    edit,
    fact,
    problems_of,
    rows_of,
    run_of,
    stages,
)
from tests.tools.casebook import cases_in, names_of, policy_with

CASES = cases_in("stages.toml")


def desk_of(case):
    """Return a desk with the one ticket of a case."""
    if not case.get("sent"):
        return assessed(ASKED | case["row"])
    run = run_of(APPROVED, now="2026-06-01 09:00")
    jobs.close(run, MAY)
    edit(run, 2, **case["row"])
    return jobs.read_desk(at(run, "2026-06-10 09:00"))


@pytest.mark.parametrize("case", CASES, ids=names_of(CASES))
def test_a_stage(case):
    """Stage and reason follow from what is typed."""
    desk = desk_of(case)
    [stage] = desk.assessment.frame["stage"]

    assert (case["stage"], [case.get("held", "")]) == (stage.value.en, fact(desk, "hold"))


def test_every_stage_is_reached():
    """The cases above leave no stage out."""
    assert {stage.value.en for stage in Stage} == {case["stage"] for case in CASES}


# ------------------------------------------------------------------------------- several pieces


def request(*others):
    """Return the pieces of one request: the first as given, the others with it."""
    first, *rest = others
    return [first, *(piece | {"together": "R-00101"} for piece in rest)]


def totals(desk):
    frame = desk.assessment.frame
    return list(zip(frame["handling"], frame["total_low"], frame["total_high"], strict=True))


def test_pieces_of_one_request_share_fee_and_rounding():
    """700 + 705 + 900 is 2,305; the tax of 230.5 is rounded down once."""
    desk = assessed(*request(QUOTED | {"price": 700}, QUOTED | {"price": 705}))

    assert [(900, 2535, 2535)] * 2 == totals(desk)


def test_a_declined_piece_costs_nothing_and_the_fee_stays():
    """The other piece pays the handling of the request alone."""
    desk = assessed(*request(QUOTED, QUOTED | {"price": 5000, "answer": "declined"}))

    assert [(900, 2090, 2090)] * 2 == totals(desk)
    assert ["QUOTED", "DECLINED"] == stages(desk)


def test_the_fee_falls_away_with_the_last_piece():
    """All declined: nothing to pay."""
    no = QUOTED | {"answer": "declined"}

    assert [(0, 0, 0)] * 2 == totals(assessed(*request(no, no)))


@pytest.mark.parametrize(
    ("charged", "expected"), [(False, (0, 0, 0)), (True, (900, 990, 990))], ids=str
)
def test_what_cannot_be_repaired_costs_what_the_policy_says(charged, expected):
    """Reading P17: no handling fee; the switch charges it."""
    policy = policy_with([{"at": "handling.when_not_repairable", "value": charged}])
    desk = assessed(ARRIVED | {"answer": "not-repairable"}, policy=policy)

    assert [expected] == totals(desk)


def test_a_request_without_a_total_says_which_piece_is_missing():
    """One piece has a price and a limit, the other has no material yet: no accident, but words."""
    pieces = request(QUOTED | {"go_ahead": 9000}, ASKED | {"material": ""})
    desk = assessed(*pieces)

    assert "no-total" == fact(desk, "hold")[0]
    [held] = hold_texts(desk.assessment.frame, POLICY.undated, "en")
    assert ("R-00101", "no-total", "another piece of the request has no price yet") == held
    jobs.sync(desk.run)


def test_totals_are_on_the_first_ticket_only():
    """A sum over the column of Quotes is what customers pay."""
    run = run_of(*request(QUOTED, QUOTED))
    jobs.sync(run)

    assert ["3190", ""] == [row["total_high"] for row in rows_of(run, Tab.QUOTES)]


def test_held_reasons_come_in_the_sheets_language():
    """Amounts and exceptions too."""
    limited = QUOTED | {"go_ahead": 100}
    odd = ARRIVED | {"exception": "連絡なし"}
    frame = assessed(limited, odd).assessment.frame

    assert [
        ("R-00101", "above-limit", "2,090円 は事前承認額を超えています"),
        (
            "R-00102",
            "exception",
            "受取時の問題（連絡なし）。お客様と相談のうえ、ご回答を入力してください",
        ),
    ] == list(hold_texts(frame, POLICY.undated, "ja"))


# ------------------------------------------------------------------------ prices that were agreed


def synced(*tickets, **how):
    run = run_of(*tickets, **how)
    jobs.sync(run)
    return run


CHANGES = [
    {"price": 3000},
    {"service:clean": 1},
    {"material": "silber"},
    {"material": "gold-plated", "replating": "yes"},
    {"enquired": date(2026, 5, 3)},
]


@pytest.mark.parametrize("change", CHANGES, ids=str)
@pytest.mark.parametrize("yes", [{"answer": "approved"}, {"go_ahead": 9000}], ids=str)
def test_an_agreed_price_is_never_computed_again(change, yes):
    """Changed entries are reported, the amounts are kept, and the piece is on hold."""
    run = synced(QUOTED | yes)
    before = rows_of(run, Tab.QUOTES)[0]
    edit(run, 2, **change)
    desk = jobs.sync(at(run, "2026-06-11 09:00")).desk
    after = rows_of(run, Tab.QUOTES)[0]

    assert "stale" in codes_of(desk)
    assert ["problem"] == fact(desk, "hold")
    kept = ("guide_low", "guide_high", "quoted", "total_low", "inputs", "hash", "agreed")
    assert [before[key] for key in kept] == [after[key] for key in kept]


def test_the_approved_price_is_reported():
    """The message names the amount, before tax."""
    run = synced(APPROVED)
    edit(run, 2, price=3000)

    [problem] = jobs.read_desk(run).problems
    assert problem.message("en").startswith(
        "changed after the customer approved ¥1,000 before tax."
    )


def test_entries_put_back_are_no_longer_stale():
    """Nothing is left of the change."""
    run = synced(APPROVED)
    before = rows_of(run, Tab.QUOTES)
    edit(run, 2, price=3000)
    jobs.sync(run)
    edit(run, 2, price="1,000円")
    desk = jobs.sync(run).desk

    assert [] == codes_of(desk)
    assert before == rows_of(run, Tab.QUOTES)


def test_a_cleared_answer_lets_the_price_move():
    """The customer is asked again: a new amount, a new agreement."""
    run = synced(APPROVED)
    edit(run, 2, price=3000)
    jobs.sync(run)
    edit(run, 2, answer="")
    cleared = jobs.sync(run).desk
    edit(run, 2, answer="approved")
    again = jobs.sync(at(run, "2026-06-12 10:00")).desk

    assert ([], [3000]) == (codes_of(cleared), fact(cleared, "quoted"))
    assert ([], ["APPROVED"]) == (codes_of(again), stages(again))
    assert ["2026-06-12 10:00:00"] == [row["agreed"] for row in rows_of(run, Tab.QUOTES)]


def test_what_does_not_decide_the_price_may_change():
    """Notes, names and days of later steps leave an agreement alone."""
    run = synced(APPROVED)
    edit(run, 2, name="山田 華子", notes="fragile", piece="Ring, silver")

    assert [] == codes_of(jobs.read_desk(run))


def test_nothing_is_agreed_while_something_is_to_fix():
    """An approval counts from the sync on which the ticket was in order."""
    run = synced(APPROVED | {"inspected": "soon"})
    [before] = rows_of(run, Tab.QUOTES)
    edit(run, 2, inspected=date(2026, 5, 22))
    jobs.sync(at(run, "2026-06-11 09:00"))
    [after] = rows_of(run, Tab.QUOTES)

    assert ["", "2026-06-11 09:00:00"] == [before["agreed"], after["agreed"]]


def test_an_agreement_seen_at_midnight_is_kept():
    """A moment without a time of day comes back from a spreadsheet as a day."""
    run = synced(APPROVED, now="2026-06-10 00:00")
    column = next(
        at for at, cell in enumerate(run.book.grid(Tab.QUOTES)[0]) if "Agreed at" in str(cell)
    )
    run.book.grid(Tab.QUOTES)[1][column] = date(2026, 6, 10)
    edit(run, 2, price=3000)

    assert ["stale"] == codes_of(jobs.read_desk(run))


def test_prices_of_the_first_ticket_count_for_the_request():
    """One letter, one price list: that of the day the first piece was asked for."""
    dearer = policy_with(
        [{"at": "services.refinish.fee", "add": {"from": date(2026, 6, 1), "value": 800}}]
    )
    later = ASKED | {"enquired": date(2026, 6, 2)}
    desk = assessed(*request(ASKED, later), later, policy=dearer)

    assert [700, 700, 800] == fact(desk, "guide_low")
    assert [("enquired-differs", "E3")] == problems_of(desk)


# ------------------------------------------------------------------- what came from the workshop


def at_workshop(*tickets, now="2026-06-10 09:00"):
    run = run_of(*(tickets or [APPROVED]), now="2026-06-01 09:00")
    jobs.close(run, MAY)
    return at(run, now)


@pytest.mark.parametrize(
    ("typed", "now", "expected"),
    [
        ({"back": date(2026, 6, 25)}, "2026-06-26 09:00", []),
        ({}, "2026-06-30 09:00", []),
        ({}, "2026-07-01 09:00", [("overdue", "AF2")]),
        ({"sent": date(2026, 7, 1)}, "2026-07-02 09:00", [("sent-not-back", "AJ2")]),
        ({"answer": "declined"}, "2026-06-10 09:00", [("answered-after-batch", "AC2")]),
        ({"piece": "Bracelet"}, "2026-06-10 09:00", [("edited-after-batch", "A2")]),
        ({"arrived": date(2026, 5, 21)}, "2026-06-10 09:00", [("edited-after-batch", "A2")]),
        ({"back": date(2026, 5, 31)}, "2026-06-10 09:00", [("back-too-early", "AF2")]),
        ({"price": 9000}, "2026-06-10 09:00", [("edited-after-batch", "A2")]),
        ({"notes": "asked twice"}, "2026-06-10 09:00", []),
    ],
    ids=str,
)
def test_a_batch_is_compared_with_what_came_back(typed, now, expected):
    """A batched piece is reported when missing after its day, back too early, or edited since."""
    run = at_workshop(now=now)
    edit(run, 2, **typed)

    assert expected == problems_of(jobs.read_desk(run))


SAME_PIECE = [
    ("がラスの指輪", "か\u3099ラスの指輪"),
    ("Ring café", "Ring cafe\u0301"),
    ("葛の指輪", "葛\U000e0100の指輪"),
    ("ハートの指輪", "ハ\u2060ートの指輪"),
]


@pytest.mark.parametrize(("composed", "other"), [*SAME_PIECE, *(pair[::-1] for pair in SAME_PIECE)])
def test_a_piece_saved_in_another_form_was_not_edited(composed, other):
    """A text in another Unicode form is not reported as changed."""
    run = at_workshop(APPROVED | {"piece": composed})
    edit(run, 2, piece=other)

    assert [] == problems_of(jobs.read_desk(run))


@pytest.mark.parametrize("piece", [form for pair in SAME_PIECE for form in pair])
def test_a_batch_that_an_earlier_version_closed_was_not_edited(piece, monkeypatch):
    """Fingerprints and seals of the first format, character for character, are valid."""
    with monkeypatch.context() as earlier:
        earlier.setattr(seals, "as_seen", lambda text: text)
        run = at_workshop(APPROVED | {"piece": piece})
        jobs.sync(run)

    assert [] == problems_of(jobs.read_desk(run))
    edit(run, 2, piece="Bracelet")
    assert [("edited-after-batch", "A2")] == problems_of(jobs.read_desk(run))


def test_a_batch_saved_in_another_form_is_not_repaired():
    """Rows of Batches and Quotes that a program saved decomposed are as the script wrote them."""
    run = at_workshop(APPROVED | {"piece": "ガラスの指輪"})
    jobs.sync(run)
    for tab in (Tab.BATCHES, Tab.QUOTES):
        for row in run.book.grid(tab)[1:]:
            row[:] = [normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
    run.book.save()

    assert [] == problems_of(jobs.read_desk(run))


def test_a_piece_back_that_was_not_sent_is_reported():
    """Back from the workshop, but in no batch."""
    run = at_workshop(APPROVED, ARRIVED)
    edit(run, 3, back=date(2026, 6, 8))

    assert [("back-not-sent", "AF3")] == problems_of(jobs.read_desk(run))


def test_a_deleted_ticket_of_a_batch_is_reported():
    """The deleted row of a batched ticket is reported."""
    run = at_workshop(APPROVED, APPROVED)
    del run.book.grid(Tab.TICKETS)[2]
    run.book.save()
    desk = jobs.read_desk(run)

    assert [("deleted-after-batch", None)] == problems_of(desk)
    assert ["R-00102"] == [problem.ticket for problem in desk.problems]


def test_a_ticket_in_two_batches_is_reported():
    """It cannot happen by closing; somebody who writes it by hand hears of it."""
    run = at_workshop()
    edit(run, 3, **APPROVED)
    jobs.close(at(run, "2026-07-01 09:00"), JUNE)
    desk = jobs.read_desk(at(run, "2026-07-01 09:00"))
    first = desk.ledger.pieces[0]
    ledger = replace(desk.ledger, pieces=[*desk.ledger.pieces, first._replace(month=JUNE)])
    again = with_ledger(desk, ledger)
    assert ("batched-twice", "R-00101") in [(p.code, p.ticket) for p in again.problems]


def test_an_edited_ticket_keeps_what_it_was_sent_with():
    """Quotes shows the price the workshop order has."""
    run = at_workshop()
    edit(run, 2, price=9000)
    jobs.sync(run)

    assert ["1000"] == [row["quoted"] for row in rows_of(run, Tab.QUOTES)]


DTYPES: dict[str, str] = {
    **dict.fromkeys(Typed, OBJECT),
    **dict.fromkeys(Known, OBJECT),
    **dict.fromkeys((*DAYS, Known.EDITION, Known.COUNTED), DAY),
    **dict.fromkeys((Typed.GO_AHEAD, Typed.PRICE, Known.GUIDE_LOW, Known.GUIDE_HIGH), AMOUNT),
    **dict.fromkeys((Typed.FINAL, Typed.WORKSHOP_PRICE, Known.CHARGED), AMOUNT),
    **dict.fromkeys((Known.QUOTED, Known.LIMIT, Known.HANDLING), AMOUNT),
    **dict.fromkeys((Known.TOTAL_LOW, Known.TOTAL_HIGH), AMOUNT),
    **dict.fromkeys((Typed.UNCLEAR, Known.COMPLETE, Known.APPROVED, Known.FIX), FLAG),
    **dict.fromkeys((Typed.ROW, Known.TAX_RATE), INTEGER),
}
"""The dtype of each column; those of services are int64."""


@pytest.mark.parametrize("tickets", [[], [ASKED], [APPROVED, QUOTED | {"price": "?"}]])
def test_every_column_has_its_dtype(tickets):
    """The frame has just the columns that are written down, with the dtypes written beside them."""
    frame = jobs.read_desk(run_of(*tickets)).assessment.frame
    services = [SERVICE + code for code in POLICY.undated.services]

    assert sorted([*Typed, *Known, *services]) == sorted(frame.columns)
    assert {column: DTYPES.get(column, "int64") for column in frame} == {
        column: str(dtype) for column, dtype in frame.dtypes.items()
    }
