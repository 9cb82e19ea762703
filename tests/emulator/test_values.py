"""Reading and writing values, as Google's recorded answers have it."""

from __future__ import annotations

import pytest
from gspread.exceptions import APIError


def test_what_is_written_is_read_back(sheet):
    """A block written from one cell says where it went and how much it was."""
    reply = sheet.update([["A1", "B1", "", "D1"], ["", "b2"], [], ["A4", 0.4, "", 4]], "A1")

    assert ("Sheet1!A1:D4", 4, 4) == (
        reply["updatedRange"],
        reply["updatedColumns"],
        sheet.row_count // 250,
    )
    assert [["A1", "B1", "", "D1"], ["", "b2"], [], ["A4", "0.4", "", "4"]] == sheet.get("A1:D9")


def test_an_empty_range_has_no_values_at_all(plain, key):
    """The reply leaves `values` out."""
    answer = plain.ask("GET", f"{key}/values/Sheet1!A1:B2")

    assert {"range": "Sheet1!A1:B2", "majorDimension": "ROWS"} == answer.json()


def test_empty_cells_at_the_ends_are_cut_off(sheet):
    """Only what stands before something is kept, as empty text."""
    sheet.update([["", "", ""], ["", "x", ""], ["", "", ""]], "A1")

    assert [[], ["", "x"]] == sheet.get("A1:C3")


def test_columns_can_come_first(plain, key, sheet):
    """majorDimension COLUMNS turns reading and writing."""
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    plain.ask("PUT", f"{key}/values/A1?valueInputOption=RAW", body)

    assert [["a", "c"], ["b"]] == sheet.get("A1:B2")
    answer = plain.ask("GET", f"{key}/values/A1:B2?majorDimension=COLUMNS")
    assert [["a", "b"], ["c"]] == answer.json()["values"]


def test_null_leaves_a_cell_alone_and_empty_text_empties_it(plain, key, sheet):
    """Only cells that were given count as updated."""
    sheet.update([["a", "b", "c"]], "A1")

    answer = plain.ask(
        "PUT", f"{key}/values/A1:C1?valueInputOption=RAW", {"values": [[None, "", "C"]]}
    )

    assert [["a", "", "C"]] == sheet.get("A1:C1")
    assert (2, 2, 1) == tuple(
        answer.json()[name] for name in ("updatedCells", "updatedColumns", "updatedRows")
    )


def test_several_ranges_in_one_go(book, sheet):
    """batchUpdate adds up what it did; batchGet keeps the order; batchClear says what it cleared."""
    data = [
        {"range": "Sheet1!A1:D1", "values": [["A1", "B1", "", "D1"]]},
        {"range": "Sheet1!A4:D4", "values": [["A4", "B4", "", "D4"]]},
    ]
    done = book.values_batch_update({"valueInputOption": "RAW", "data": data})
    read = book.values_batch_get(["Sheet1!B4:D4", "Sheet1!A1"])

    assert (2, 4, 8, 1) == tuple(
        done[f"totalUpdated{what}"] for what in ("Rows", "Columns", "Cells", "Sheets")
    )
    assert [[["B4", "", "D4"]], [["A1"]]] == [one["values"] for one in read["valueRanges"]]
    assert ["Sheet1!A1:D1", "Sheet1!A4:D4"] == sheet.batch_clear(["A1:D1", "A4:D4"])[
        "clearedRanges"
    ]
    assert [[]] == sheet.get("A1:D4")


def test_clearing_takes_values_and_leaves_the_rest(sheet):
    """Notes and formats stay."""
    sheet.update([["x"]], "A1")
    sheet.update_note("A1", "mind this")
    sheet.format("A1", {"textFormat": {"bold": True}})

    assert {"clearedRange": "Sheet1!A1:Z1000"}.items() <= sheet.clear().items()
    assert ("", "mind this") == (sheet.acell("A1").value or "", sheet.get_note("A1"))


def test_values_can_come_back_with_the_answer(plain, key):
    """includeValuesInResponse shows what the cells hold now."""
    query = "valueInputOption=USER_ENTERED&includeValuesInResponse=true"
    query += "&responseValueRenderOption=UNFORMATTED_VALUE"
    answer = plain.ask("PUT", f"{key}/values/A1?{query}", {"values": [["1,200"]]})

    assert [[1200]] == answer.json()["updatedData"]["values"]


def test_a_whole_batch_of_values_is_refused_for_one(plain, key, sheet):
    """Where one range does not exist, none is written."""
    data = [{"range": "A1", "values": [["x"]]}, {"range": "Nope!A1", "values": [["y"]]}]
    answer = plain.ask(
        "POST", f"{key}/values:batchUpdate", {"valueInputOption": "RAW", "data": data}
    )

    assert 400 == answer.status_code
    assert [[]] == sheet.get("A1")


def test_how_values_are_to_be_read_must_be_said(plain, key):
    """valueInputOption has no default."""
    answer = plain.ask("PUT", f"{key}/values/A1", {"values": [["x"]]})

    assert "'valueInputOption' is required but not specified" == answer.json()["error"]["message"]


@pytest.mark.parametrize("length", [50_000, 50_001])
def test_a_cell_holds_fifty_thousand_letters(sheet, length):
    """One more is refused."""
    if length > 50_000:
        with pytest.raises(APIError, match="more than the maximum of 50000 characters"):
            sheet.update([["x" * length]], "A1")
    else:
        sheet.update([["x" * length]], "A1")
        assert "x" * length == sheet.acell("A1").value
