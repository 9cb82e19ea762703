"""The formulas that are worked out, and references when rows, columns and tabs change."""

from __future__ import annotations

import pytest

from tests.emulator.formulas import LOST, Mistake, work_out
from tests.emulator.references import rewritten


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("= 1 / 1024", 0.0009765625),
        ("=2+3*4^2-1", 49),
        ("=-(2+3)*2", -10),
        ("=50%", 0.5),
        ('="a"&"b"&1', "ab1"),
        ('="say ""hi"""', 'say "hi"'),
        ("=1<2", True),
        ('="a"="A"', True),
        ("=TRUE", True),
        ("=A1*2", 20),
        ("='My tab'!A1", 10),
        ("=1+#REF!", LOST),
        ("=1/0", Mistake("DIVIDE_BY_ZERO", "Division by zero.")),
        ('="a"+1', Mistake("VALUE", "A number was expected.")),
    ],
)
def test_what_is_worked_out(formula, value):
    """Arithmetic, joined text, comparisons, cells; what goes wrong is an error value."""
    assert value == work_out(formula, lambda tab, cell: 10)


@pytest.mark.parametrize("formula", ["=SUM(A1:A2)", "=A1:A2", "=1+", "=1 2", "=(1", "=prices"])
def test_other_formulas_are_not_answered(http_client, key, staff, formula):
    """Typing one is fine; its value gets 501, the formula itself can be read."""
    staff.type("Sheet1", "A1", formula)

    assert 501 == http_client.values(key, "A1").status_code
    assert [[formula]] == staff.entered("Sheet1")


def test_a_formula_uses_cells_of_its_own_tab_and_of_others(staff):
    """One that uses itself is an error."""
    staff.add_tab("Other")
    staff.type("Other", "A1", "7")
    staff.type_row("Sheet1", 1, ["=Other!A1*2", "=A1+1", "=C1"])

    assert [["14", "15", "#REF!"]] == staff.values("Sheet1")


def test_references_are_rewritten_when_their_cells_move(staff):
    """Rows and columns inserted or deleted, a tab renamed or deleted."""
    staff.add_tab("Other")
    staff.type("Sheet1", "E5", '=$B$2+Other!B2&"B2"&SUM(B2:B4)')

    staff.insert_rows("Sheet1", 1)
    staff.insert_columns("Sheet1", "A")
    staff.rename_tab("Other", "My tab")
    assert "=$C$3+'My tab'!B2&\"B2\"&SUM(C3:C5)" == staff.entered("Sheet1", "F6")[0][0]

    staff.delete_rows("Sheet1", 3)
    staff.delete_tab("My tab")
    assert '=#REF!+#REF!&"B2"&SUM(C3:C4)' == staff.entered("Sheet1", "F5")[0][0]


def test_a_copied_formula_points_as_far_away_as_before(staff):
    """Also after sorting; a $ keeps a row or a column."""
    staff.type("Sheet1", "C1", "=A1+$B$1")
    staff.type("Sheet1", "A1", "2")
    staff.type("Sheet1", "A2", "1")

    staff.copy("Sheet1", "C1", "C2")
    assert "=A2+$B$1" == staff.entered("Sheet1", "C2")[0][0]

    staff.sort("Sheet1", "A1:C2", "A")
    assert [["1", "", "1"], ["2", "", "2"]] == staff.values("Sheet1")


def test_only_references_are_rewritten():
    """Functions, names and text in quotes are kept."""
    formula = '=LOG10(A1)+TAXES2026+"A1"+B:B+3:4'

    assert '=LOG10(<A1>)+TAXES2026+"A1"+<B:B>+<3:4>' == rewritten(formula, lambda one: f"<{one}>")
