"""Forgetting personal data, as it is typed."""

from __future__ import annotations

import pytest

from backoffice.cli.exit_status import DONE, MISUSED, REFUSED
from tests.backoffice.cli.workbooks import english, json_of, state
from tests.backoffice.jobs.forgetting_desks import SECRETS, workbook_desk

ASKED = ("forget", "--before", "2027-01-01")
LATER = {"today": "2027-02-01"}


@pytest.fixture
def path(tmp_path):
    return workbook_desk(tmp_path)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_rehearsal_list_and_copy(run, path, language, golden):
    """What is printed in each language, word for word; nothing of what is in the cells."""
    for version in (path.parent / "desk.versions").glob("*.xlsx"):
        version.unlink()  # their names hold the time at which the test runs
    before, printed = state(path.parent), []
    for more in ([], ["--yes", "--copy", str(path.parent / "emptied.xlsx")], ["--yes"]):
        status, out, err = run(*ASKED, *more, "--lang", language, **LATER)
        assert (DONE, "") == (status, err)
        assert more or before == state(path.parent)
        printed.append(out.replace(str(path.parent), "FOLDER"))

    said = "\n".join(line.rstrip() for line in "\n".join(printed).splitlines()) + "\n"
    golden(f"forget.{language}.txt", said)
    assert [] == [secret for secret in SECRETS if secret in said]
    assert language == "en" or [] == english(said, path.parent)


def test_as_json(run, path):
    """Programs get tickets and addresses of cells, and where the list is."""
    status, told = json_of(run, *ASKED, "--yes", **LATER)

    assert (DONE, True, ["R-00101", "R-00102"]) == (status, told["ok"], told["tickets"])
    assert "B2" in told["cells"] and 2 == len(told["lists"])
    assert [] == [secret for secret in SECRETS if secret in str(told)]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["forget"], MISUSED, "--before 2025-01-01"),
        ([*ASKED, "--yes", "--clear", "--copy", "x.xlsx"], MISUSED, "give one of them"),
        ([*ASKED, "--yes", "--clear"], REFUSED, "does not write your cells"),
    ],
    ids=["no day", "both", "a workbook"],
)
def test_what_is_refused(run, path, arguments, status, said):
    """Without a day, with both ways, or a workbook to be cleared: refused in words, nothing written."""
    before = state(path.parent)

    got, out, err = run(*arguments, **LATER)

    assert (status, "") == (got, out)
    assert said in err
    assert before.items() <= state(path.parent).items()


def test_the_period_of_the_policy(run, path, tmp_path):
    """Where the owner named a period, it counts back from today; nothing has to be given."""
    from estimator.policy.file import POLICY_FILE

    named = POLICY_FILE.read_text(encoding="utf-8").replace(
        "[terms.keeping]", '[terms.keeping]\nmonths = 2\nsource = "the owner"', 1
    )
    (tmp_path / "policy.toml").write_text(named, encoding="utf-8")
    policy = ("--policy", str(tmp_path / "policy.toml"))

    for today, before, tickets in (
        ("2026-08-26", "2026-06-26", ["R-00101", "R-00102"]),
        ("2026-08-25", "2026-06-25", ["R-00102"]),
    ):
        _, told = json_of(run, "forget", *policy, today=today)
        assert (before, tickets) == (told["before"], told["tickets"])
