"""Everything that is said: in both languages, with the same places, and nothing unused."""

from __future__ import annotations

import ast
import io
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from rich.console import Console

import backoffice
from backoffice import errors, jobs
from backoffice.cli import progress
from backoffice.cli.json_results import message_of
from backoffice.cli.screen import MOST_SHOWN, Screen
from backoffice.cli.wrapping import broken, columns_of
from backoffice.errors import BackofficeError, in_japanese
from backoffice.jobs.run_result import RunResult
from backoffice.messages import ROOMS, say
from backoffice.outputs.overview_tab import held_reasons
from estimator.rules.schedule import Batch
from tests.backoffice.desks import APPROVED, ARRIVED, POLICY, QUOTED, at, run_of

PACKAGE = Path(backoffice.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
WORDS = {
    group: entries
    for room in ROOMS
    for group, entries in tomllib.loads(
        (PACKAGE / room / "messages.toml").read_text(encoding="utf-8")
    ).items()
}
PROBLEMS = tomllib.loads((PACKAGE / "intake" / "problems.toml").read_text(encoding="utf-8"))
ENTRIES = [
    pytest.param(entry, id=f"{group}.{key}")
    for groups in (WORDS, PROBLEMS)
    for group, entries in groups.items()
    for key, entry in entries.items()
]
ERRORS = {
    name for name, found in vars(errors).items()
    if isinstance(found, type) and issubclass(found, BackofficeError)
}  # fmt: skip
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


@cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def calls():
    """Yield every call in the package with its module."""
    for path in MODULES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                yield path.relative_to(PACKAGE), node


def places(text):
    """Return the names of the places to fill."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("entry", ENTRIES)
def test_words_stand_in_both_languages(entry):
    """Each entry is English and Japanese, with the same places to fill."""
    assert {"en", "ja"} == entry.keys()
    assert places(entry["en"]) == places(entry["ja"])
    assert not JAPANESE.search(re.sub("6月1日|令和8年6月1日", "", entry["en"]))
    assert JAPANESE.search(entry["ja"])


def test_every_entry_is_said_and_every_word_said_is_there():
    """No key of a messages.toml is unused, and none that the code names is missing."""
    said = {
        node.value for path in MODULES for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    keys = {key for entries in WORDS.values() for key in entries}
    named = {
        (node.args[0].value, node.args[1].value)
        for _, node in calls()
        if isinstance(node.func, ast.Name) and node.func.id == "say"
        and len(node.args) > 1 and all(isinstance(arg, ast.Constant) for arg in node.args[:2])
    }  # fmt: skip

    assert set() == keys - said
    assert set() == {(group, key) for group, key in named if key not in WORDS.get(group, {})}
    assert len(named) > 5


def test_every_code_of_a_problem_has_words_and_every_entry_a_problem():
    """No entry of problems.toml is unused."""
    said = {
        node.value for path in MODULES for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }  # fmt: skip
    codes = {key for entries in PROBLEMS.values() for key in entries}
    made = {f"missing-{key}" for key in said} | {f"{key}-near" for key in said}

    assert set() == codes - said - made


def test_every_refusal_speaks_both_languages():
    """Whatever stops a run is raised with an English and a Japanese text."""
    wrong, found = [], 0
    for path, node in calls():
        if not isinstance(node.func, ast.Name) or node.func.id not in ERRORS:
            continue
        found += 1
        ends = [ast.unparse(arg) for arg in node.args]
        texts = len(ends) == 2 and not node.keywords
        japanese = texts and (JAPANESE.search(ends[1]) or re.search(r"\bja\b", ends[1]))
        if not japanese or JAPANESE.search(re.sub(r"\{.*?\}", "", ends[0])):
            wrong.append(f"{path}:{node.lineno}")

    assert [] == wrong
    assert found > 40


def test_an_error_without_japanese_falls_back_to_english():
    """A text is shown rather than none."""
    error = BackofficeError("no paper", "紙がありません")

    assert ["no paper", "紙がありません"] == [error.in_("en"), error.in_("ja")]
    assert "no paper" == BackofficeError("no paper").in_("ja")


def test_reasons_of_the_system():
    """What the system says is told in Japanese where it is known, else by its number."""
    assert "空き容量がありません" == in_japanese(OSError(28, "No space left on device"))
    assert "システムエラー 9999" == in_japanese(OSError(9999, "Unheard of"))


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 pieces"), (1, "1 piece"), (2, "2 pieces"), (1000, "1000 pieces")]
)
def test_nouns_agree_with_their_number(count, words):
    """One piece, two pieces."""
    assert f"Held, {words}:" == say("say", "held", "en", count=count)


# ------------------------------------------------------------------ tables


@pytest.fixture
def out():
    return io.StringIO()


def shown(out, language="en"):
    return Screen(language, as_json=False, out=out)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_long_list_is_cut_with_a_word_on_where_the_rest_is(out, language):
    """At most so many problems are shown; the tab that has all is named."""
    desk = jobs.read_desk(run_of(*[ARRIVED | {"material": "K81"}] * 45, language=language))

    shown(out, language).check(desk)

    told = out.getvalue()
    assert MOST_SHOWN == told.count("K81")
    assert {
        "en": "… and 5 more; all are on the tab To fix.",
        "ja": "… ほか 5 件。すべて「要確認」タブにあります。",
    }[language] in told


def test_a_long_plan_is_cut_too(out):
    """Pieces that go and pieces that are held are each shown up to the same number."""
    run = at(run_of(*[APPROVED] * 45, *[QUOTED] * 45), "2026-06-01T09:00:00")
    month = Batch(2026, 5)

    shown(out).close(jobs.plan(run, month), month, yes=False, papers=())

    told = out.getvalue()
    assert 2 * MOST_SHOWN == told.count("R-00")
    assert "… and 5 more; all are on the tab Batches." in told
    assert "… and 5 more; all are on the tab Desk." in told


def test_pieces_for_a_later_parcel_are_counted(out):
    """What arrived after the cut-off is told in one line, with the verb of its number."""
    later = APPROVED | {"arrived": date(2026, 6, 3), "inspected": date(2026, 6, 3)}
    month = Batch(2026, 5)

    for tickets in ([APPROVED, later], [APPROVED, later, later]):
        run = run_of(*tickets, now="2026-06-05T09:00:00")
        shown(out).close(jobs.plan(run, month), month, yes=False, papers=())

    assert "1 piece arrived after the cut-off and waits for a later parcel.\n" in out.getvalue()
    assert "2 pieces arrived after the cut-off and wait for a later parcel.\n" in out.getvalue()


def test_what_staff_typed_is_no_markup(out):
    """Square brackets in a cell are shown as they are."""
    ticket = ARRIVED | {"material": "[red]K81[/red]"}

    shown(out).check(jobs.read_desk(run_of(ticket)))

    assert "“[red]K81[/red]”" in out.getvalue()


def test_nothing_is_cut_off_where_nobody_watches(out):
    """Piped into a file, a line is long enough for the longest message with its cell."""
    desk = jobs.read_desk(run_of(ARRIVED | {"material": "K81"}))

    shown(out).check(desk)

    assert ["R-00101", "J2"] == out.getvalue().splitlines()[2].split()[1:3]


def test_sync_tells_what_was_added(out):
    """The docket pad is told with its number, one row or many."""
    desk = jobs.read_desk(run_of(ARRIVED))
    for pad in (1, 50):
        shown(out).sync(RunResult(desk=desk, wrote=["Log"], pad=pad))

    assert ["Added 1 numbered row.", "Added 50 numbered rows."] == [
        line for line in out.getvalue().splitlines() if line.startswith("Added")
    ]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_nothing_is_cut_off_on_a_narrow_terminal(monkeypatch, out, language, width):
    """Messages take as many lines as they need, Japanese ones without a space too."""
    ticket = APPROVED | {
        "name": "山田花子",
        "piece": "山田花子様の指輪",
        "photo": None,
        "email": "x",
    }
    desk = jobs.read_desk(run_of(ticket, QUOTED, now="2026-06-01T09:00:00"))
    plan = jobs.plan(desk.run, Batch(2026, 5))
    console = Console(file=out, width=width, force_terminal=True, color_system=None)
    monkeypatch.setattr(Screen, "console", lambda _: console)

    shown(out, language).check(desk)
    shown(out, language).close(plan, Batch(2026, 5), yes=False, papers=())

    told = "".join(out.getvalue().split())
    words = [message_of(problem, desk, language) for problem in desk.problems]
    words += [reason for _, reason in held_reasons(plan.plan.held, POLICY.undated, language)]
    assert [] == [text for text in words if "".join(text.split()) not in told]
    assert 3 == len(words)
    assert "…" not in told.replace("…様の指輪", "")
    assert max(columns_of(line) for line in out.getvalue().splitlines()) <= width


# ------------------------------------------------------------------ progress, help


def test_progress_is_silent_where_nobody_watches(capsys):
    """Without a terminal nothing is written to standard error."""
    with progress.steps("en") as step:
        for name in progress.STEPS:
            step(name)

    assert ("", "") == capsys.readouterr()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Checking the tickets"), ("ja", "受付を確認")]
)
def test_progress_names_each_step(monkeypatch, language, words):
    """On a terminal the step at hand is named, and the bar is gone afterwards."""
    watched = io.StringIO()
    monkeypatch.setattr(
        progress, "Console", lambda **_: Console(file=watched, force_terminal=True, width=80)
    )
    with progress.steps(language) as step:
        step("understand")

    assert words in watched.getvalue()
    assert watched.getvalue().rstrip().endswith("\x1b[2K")


def test_japanese_lines_fit_the_terminal():
    """Lines are broken by the columns that letters take; no line begins with a closing mark."""
    text = "シートは --book か環境変数 BACKOFFICE_BOOK で指定します。終了コード:0 完了。" * 3

    lines = list(broken(text, 40))

    assert max(map(columns_of, lines)) <= 42
    assert "".join(text.split()) == "".join("".join(lines).split())
    assert [] == [line for line in lines if line[0] in "、。」)"]
