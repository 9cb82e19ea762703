"""What the facts of a sheet contradict or leave out."""

from __future__ import annotations

import json
from datetime import date

import pytest

from backoffice.intake.problems import Level
from estimator import bridge
from tests.backoffice.desks import APPROVED, ARRIVED, ASKED, POLICY, QUOTED, assessed, problems_of


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ASKED, []),
        (ASKED | {"enquired": ""}, [("missing-enquired", "E2")]),
        (ASKED | {"name": ""}, [("missing-name", "B2")]),
        (ASKED | {"email": ""}, [("missing-email", "F2")]),
        (ASKED | {"order": ""}, []),
        (ASKED | {"photo": ""}, [("missing-photo", "J2")]),
        (ASKED | {"order": "", "photo": ""}, [("missing-order", "I2")]),
        (ASKED | {"piece": ""}, []),
        (ASKED | {"material": ""}, [("missing-material", "L2")]),
        (ASKED | {"service:refinish": ""}, [("missing-service", "N2")]),
        (ARRIVED | {"piece": ""}, [("missing-piece", "C2")]),
        (ARRIVED | {"photo": "", "email": ""}, []),
        (ARRIVED | {"material": ""}, [("missing-material", "L2")]),
        (QUOTED | {"material": ""}, []),
        (QUOTED | {"service:refinish": ""}, [("missing-service", "N2")]),
        (ASKED | {"email": "hanako"}, [("email", "F2")]),
        (ASKED | {"email": "a@b"}, [("email", "F2")]),
        (ASKED | {"email": "a@b.example, c@d.example"}, [("email", "F2")]),
        (ASKED | {"email": "ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｃｏｍ"}, []),
        (ASKED | {"email": "", "phone": "090-1234-5678"}, []),
        (ASKED | {"phone": 9012345678}, []),
        (ASKED | {"phone": "1234-5678"}, [("phone", "G2")]),
        (ASKED | {"workshop_note": "山田様は急ぎ"}, [("personal", "AE2")]),
        (ASKED | {"phone": "090-1234-5678", "piece": "指輪 9012345678"}, [("personal", "C2")]),
        (
            ASKED | {"quote_sent": date(2026, 6, 11)},
            [("future", "AB2"), ("quote-without-price", "AB2")],
        ),
        (QUOTED | {"quote_sent": date(2026, 5, 21)}, [("out-of-order", "AB2")]),
        (QUOTED | {"quote_sent": date(2026, 5, 23)}, []),
        (ARRIVED | {"quote_sent": date(2026, 5, 23)}, [("quote-without-price", "AB2")]),
        (QUOTED | {"final": 1500}, [("final-not-sent", "AG2")]),
        (QUOTED | {"workshop_price": 1001}, [("workshop-price-above", "AH2")]),
        (QUOTED | {"workshop_price": 1001, "charge": "no charge"}, []),
        (
            ASKED | {"paid": date(2026, 6, 1), "material": ""},
            [("missing-material", "L2"), ("paid-without-total", "AI2")],
        ),
        (QUOTED | {"tracking": "1234-5678-9012"}, [("tracking-not-sent", "AK2")]),
        (QUOTED | {"charge": "maybe"}, [("choice", "AD2")]),
        (ASKED | {"piece": "山田 花子の指輪"}, [("personal", "C2")]),
        (ASKED | {"piece": "リング 注文00123"}, [("personal", "C2")]),
        (ASKED | {"piece": "シルバーの指輪", "name": "シルバー 花子"}, []),
        (ASKED | {"enquired": date(2023, 12, 31)}, [("day-unknown", "E2")]),
        (ASKED | {"enquired": date(2029, 1, 1)}, [("day-unknown", "E2")]),
        (ASKED | {"enquired": date(2026, 6, 10)}, []),
        (ASKED | {"enquired": date(2026, 6, 11)}, [("future", "E2")]),
        (ARRIVED | {"arrived": date(2026, 5, 1)}, [("before-enquiry", "X2")]),
        (ARRIVED | {"arrived": date(2026, 5, 1), "exception": "unannounced"}, []),
        (QUOTED | {"inspected": date(2026, 5, 19)}, [("out-of-order", "Z2")]),
        (ASKED | {"inspected": date(2026, 5, 19)}, [("not-arrived", "X2")]),
        (QUOTED | {"price": 699}, [("below-guide", "AA2")]),
        (QUOTED | {"price": 700}, []),
        (ARRIVED | {"answer": "approved"}, [("approved-uninspected", "AA2")]),
        (ARRIVED | {"answer": "approved", "material": "gold-plated"}, [("no-price", "AA2")]),
        (
            APPROVED | {"sent": date(2026, 5, 21)},
            [("out-of-order", "AJ2"), ("sent-not-repaired", "AJ2")],
        ),
        (APPROVED | {"inspected": "", "sent": date(2026, 5, 25)}, [("sent-not-repaired", "AJ2")]),
        (ARRIVED | {"answer": "declined", "material": "", "name": ""}, []),
    ],
    ids=str,
)
def test_a_row(row, expected):
    """Each row has exactly the problems that its facts make, each in its cell."""
    assert expected == problems_of(assessed(row))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ASKED | {"material": ""}, Level.LOOK),
        (ARRIVED | {"material": ""}, Level.FIX),
        (ASKED | {"enquired": ""}, Level.FIX),
        (ARRIVED | {"piece": ""}, Level.LOOK),
        (ASKED | {"email": "hanako"}, Level.LOOK),
        (QUOTED | {"price": 1}, Level.LOOK),
        (ARRIVED | {"answer": "approved", "material": "gold-plated"}, Level.FIX),
    ],
    ids=str,
)
def test_how_grave_it_is(row, expected):
    """What the workshop or the price needs must be fixed; the rest is pointed out."""
    assert [expected] == [problem.level for problem in assessed(row).problems]


def test_steps_are_compared_with_the_one_before():
    """A day before an earlier step is reported with both days."""
    desk = assessed(QUOTED | {"inspected": date(2026, 5, 19)})

    [problem] = desk.problems
    assert "2026-05-19 is earlier than 2026-05-20 before it. Check both days." == problem.message(
        "en"
    )


SILVER = {"material": "silver", "replating": "not-sure", "services": {"refinish": 1}}


def code(*items):
    """Return the code that a customer got for `items`."""
    request = {"asked": "2026-05-02", "arrives": "2026-05-20", "items": list(items)}
    return bridge.answer_to(json.dumps(request), POLICY)["code"]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (ASKED | {"code": code(SILVER)}, []),
        (ASKED | {"code": code(SILVER | {"services": {"clean": 1}})}, [("code-differs", "V2")]),
        (ASKED | {"code": code(SILVER | {"material": "unknown"})}, []),
        (
            ASKED | {"code": code(SILVER), "material": "", "service:refinish": ""},
            [("code-says", "N2")],
        ),
        (ASKED | {"code": code(SILVER)[:-1]}, [("code-bad", "V2")]),
        (QUOTED | {"code": "nonsense"}, []),
    ],
    ids=["fits", "other work", "unknown material", "fills a gap", "damaged", "inspected since"],
)
def test_an_estimate_code(row, expected):
    """A code is compared with what its row says, until the piece was inspected."""
    assert expected == problems_of(assessed(row))
