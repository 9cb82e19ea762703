"""Results as text, progress and wrapping: nothing cut off, nothing taken for markup."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest
from rich.console import Console

from backoffice import jobs
from backoffice.cli import progress
from backoffice.cli.check_results import show_check
from backoffice.cli.close_results import show_close
from backoffice.cli.printer import Printer
from backoffice.cli.wrapping import display_width
from backoffice.outputs.papers.made_papers import MadePapers
from backoffice.rules.holds import hold_texts
from tests.backoffice.desks import APPROVED, ARRIVED, MAY, POLICY, QUOTED, run_of
from tests.tools.casebook import policy_with


@pytest.fixture
def out():
    return io.StringIO()


def rehearse(out, run, language="en"):
    """Print what closing May would do."""
    show_close(
        Printer(language, out), jobs.plan(run, MAY), "2026-05", yes=False, papers=MadePapers()
    )


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_plan_of_a_tax_exempt_seller_speaks_of_no_tax(language):
    """Its amounts are neither net nor before tax; those of a seller with tax are."""
    texts = []
    for policy in (policy_with([{"at": "tax.rate", "value": "exempt"}]), POLICY):
        run = run_of(APPROVED, now="2026-06-01T09:00:00", policy=policy)
        rehearse(out := io.StringIO(), run, language)
        texts.append(out.getvalue())

    assert [False, True] == [bool(re.search("[Nn]et\\b|[Tt]ax|税", text)) for text in texts]


def test_long_lists_are_printed_in_full(out):
    """All problems, all pieces that go and all that stay are printed."""
    run = run_of(*[APPROVED] * 45, *[QUOTED] * 45, now="2026-06-01T09:00:00")
    wrong = jobs.read_desk(run_of(*[ARRIVED | {"material": "K81"}] * 45))

    rehearse(out, run)
    show_check(Printer("en", out), wrong)

    assert (90 + 45, 45) == (out.getvalue().count("R-00"), out.getvalue().count("K81"))
    assert "more" not in out.getvalue()


def test_pieces_for_a_later_parcel_are_counted(out):
    """Pieces that arrived after the cut-off are counted in one line, whose verb agrees."""
    later = APPROVED | {"arrived": date(2026, 6, 3), "inspected": date(2026, 6, 3)}

    for tickets in ([APPROVED, later], [APPROVED, later, later]):
        run = run_of(*tickets, now="2026-06-05T09:00:00")
        rehearse(out, run)

    assert "1 piece arrived after the cut-off and waits for a later parcel.\n" in out.getvalue()
    assert "2 pieces arrived after the cut-off and wait for a later parcel.\n" in out.getvalue()


def test_what_staff_typed_does_not_steer_a_terminal(out):
    """Control characters of a cell are spaces; a bell or a colour would reach the terminal."""
    show_check(
        Printer("en", out), jobs.read_desk(run_of(ARRIVED | {"material": "\x1b[31mK81\x07"}))
    )

    assert "no material “ [31mK81 ”" in out.getvalue()


def test_marks_on_a_letter_take_no_column(out):
    """Kana with the mark of a voiced sound apart, as macOS writes names of files, move nothing."""
    run = run_of(APPROVED | {"piece": "か\u3099の指輪"}, APPROVED, now="2026-06-01T09:00:00")

    rehearse(out, run)

    apart, other = (line for line in out.getvalue().splitlines() if "①" in line)
    assert "R-00101  か\u3099の指輪" + " " * 16 == apart.partition("①")[0]
    assert "R-00102  Ring with three stones  " == other.partition("①")[0]


@pytest.mark.parametrize(
    ("variable", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colors_only_where_they_are_wanted(monkeypatch, out, variable, colored):
    """A terminal that knows no colors, or whose owner wants none, gets none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variable.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(out, "isatty", lambda: True, raising=False)

    show_check(Printer("en", out), jobs.read_desk(run_of(ARRIVED | {"material": "K81"})))

    assert colored is ("\x1b" in out.getvalue())


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_cut_off_on_a_narrow_terminal(monkeypatch, out, language, width):
    """Every message is printed in full on a terminal of any width, and no line is wider."""
    ticket = APPROVED | {
        "name": "山田花子",
        "piece": "山田花子様の指輪",
        "photo": None,
        "email": "x",
    }
    desk = jobs.read_desk(run_of(ticket, QUOTED, now="2026-06-01T09:00:00"))
    plan = jobs.plan(desk.run, MAY)
    monkeypatch.setattr(Printer, "width", width)

    show_check(Printer(language, out), desk)
    rehearse(out, desk.run, language)

    printed = "".join(out.getvalue().split())
    headings = desk.layout.headings(language)
    words = [problem.message(language, headings) for problem in desk.problems]
    words += [reason for *_, reason in hold_texts(plan.plan.on_hold, POLICY.undated, language)]
    assert [] == [text for text in words if "".join(text.split()) not in printed]
    assert 3 == len(words)
    assert "…" not in printed.replace("…様の指輪", "")
    assert max(display_width(line) for line in out.getvalue().splitlines()) <= width


# ------------------------------------------------------------------ progress, help


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Checking the tickets"), ("ja", "受付を確認")]
)
def test_progress_names_each_step(monkeypatch, language, words):
    """On a terminal the step at hand is named, and its line is erased at the end."""
    watched = io.StringIO()
    terminal = Console(file=watched, force_terminal=True, width=80)
    monkeypatch.setattr("rich.console.Console", lambda **_: terminal)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress.steps(language) as step:
        step("understand")

    assert words in watched.getvalue()
    assert watched.getvalue().rstrip().endswith("\x1b[2K")
