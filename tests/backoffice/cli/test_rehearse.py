"""Rehearsing another policy, as it is typed."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from backoffice.cli.exit_status import DONE, MISUSED
from estimator.policy.file import POLICY_FILE
from tests.backoffice.cli.workbooks import english, json_of, state, workbook
from tests.backoffice.desks import APPROVED, ASKED, QUOTED

TYPED = (
    ASKED,
    QUOTED | {"quote_sent": date(2026, 5, 23)},
    QUOTED | {"together": "R-00102"},
    APPROVED | {"back": date(2026, 5, 30), "sent": date(2026, 5, 31)},
)
CHANGES = (
    ("value = 700 }]", "value = 700 }, { from = 2027-04-01, value = 800 }]"),
    ("value = 300 }]", "value = 300 }, { from = 2028-01-01, value = 400 }]"),
    ('per = "request"', 'per = "item"'),
)


@cache
def new_policy():
    text = POLICY_FILE.read_text(encoding="utf-8")
    for old, new in CHANGES:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def path(tmp_path):
    book = tmp_path / "desk.xlsx"
    book.write_bytes(workbook(TYPED))
    (tmp_path / "new.toml").write_text(new_policy(), encoding="utf-8")
    return book


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_printed(run, path, language, monkeypatch, golden):
    """Prices, readings, sentences, requests, letters and income, word for word; nothing is written."""
    monkeypatch.chdir(path.parent)
    before = state(path.parent)

    status, out, err = run(
        "rehearse", "--policy", "new.toml", "--on", "2027-04-01", "--lang", language
    )

    assert (DONE, "") == (status, err)
    said = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
    golden(f"rehearsal.{language}.txt", said)
    assert before == state(path.parent)
    assert language == "en" or [] == english(out, path.parent)


def test_as_json(run, path):
    """Programs get every amount in yen, every text in both languages and the tickets of each letter."""
    status, told = json_of(
        run, "rehearse", "--policy", str(path.parent / "new.toml"), "--on", "2027/4/1"
    )

    assert (DONE, True, "2027-04-01", ["2028-01-01"]) == (
        status, told["ok"], told["on"], told["later"],
    )  # fmt: skip
    assert [["R-00102", "R-00103"]] == told["stale_letters"]
    assert {"path": "services.refinish.fee", "kind": "price", "old": 700, "new": 800} == told[
        "differences"
    ][0]
    assert ["お品物1点につき、手数料を1回分申し受けます。"] == told["differences"][2]["sentences"][
        "ja"
    ]["new"]
    assert {"low": 4180, "high": 4180} == told["requests"][1]["then"]
    assert (1900, 2000) == (told["income"]["net"], told["income"]["net_then"])


def test_the_policy_in_force_may_be_another(run, path, monkeypatch):
    """`--present`, or the variable, names the policy in force: compared with itself nothing differs."""
    new = str(path.parent / "new.toml")
    asked = ("rehearse", "--policy", new, "--on", "2027-04-01")

    assert [] == json_of(run, *asked, "--present", new)[1]["differences"]
    monkeypatch.setenv("BACKOFFICE_POLICY", new)
    assert [] == json_of(run, *asked)[1]["differences"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--policy"),
        (["--policy", "missing.toml"], "missing.toml cannot be opened"),
        (["--policy", "new.toml", "--on", "soon"], "“soon” is no day"),
        (["--policy", "new.toml", "--on", "2031-01-01"], "2031"),
    ],
)
def test_what_cannot_be_rehearsed(run, path, monkeypatch, arguments, said):
    """A missing or unreadable file, no day, and a day that no calendar knows are refused in words."""
    monkeypatch.chdir(path.parent)

    status, out, err = run("rehearse", *arguments)

    assert (MISUSED, "") == (status, out)
    assert said in err
