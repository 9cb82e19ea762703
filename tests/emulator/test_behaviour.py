"""What Google's documentation does not say: done as assumed, or otherwise on request; chips and tables."""

from __future__ import annotations

import pytest

from tests.emulator.behaviour import InUse

VALUE = "userEnteredValue"


def written(row, column, cell, fields=VALUE):
    """Return a request that writes one cell of the first tab."""
    start = {"rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}}


def text(words):
    """Return a cell with a text."""
    return {VALUE: {"stringValue": words}}


def tab(title):
    """Return a request that adds a tab."""
    return {"addSheet": {"properties": {"title": title}}}


PERSON = {
    VALUE: {"stringValue": "for @!"},
    "chipRuns": [{"startIndex": 4, "chip": {"personProperties": {"email": "hana@example.com"}}}],
}


@pytest.mark.parametrize(
    ("how", "status", "titles", "cell"),
    [
        ("400", 400, ["Sheet1", "Lock"], []),
        ("409", 409, ["Sheet1", "Lock"], []),
        ("500", 500, ["Sheet1", "Lock"], []),
        ("partly", 400, ["Sheet1", "Lock"], [["second"]]),
        ("accepted", 200, ["Sheet1", "Lock", "Lock"], [["second"]]),
        ("renumbered", 200, ["Sheet1", "Lock", "Sheet3"], [["second"]]),
    ],
)
def test_a_title_in_use(google, http_client, key, staff, how, status, titles, cell):
    """Assumed is 400 and that nothing of the update is done."""
    google.behave(key, titles=InUse(how))
    http_client.done(key, tab("Lock"))

    answer = http_client.batch(
        key, written(0, 0, text("second")), tab("lock" if status != 200 else "Lock")
    )

    assert (status, titles) == (answer.status_code, staff.tabs)
    assert cell == staff.values("Sheet1")


def test_a_behaviour_goes_with_a_copy(google, key):
    """And belongs to one file."""
    google.behave(key, chips="nothing")

    assert "nothing" == google.staff(google.copy(key)).book.behaviour.chips
    assert "name" == google.staff(google.new_spreadsheet("Other")).book.behaviour.chips


def test_a_people_chip_is_the_text_that_it_shows(google, http_client, key, staff):
    """Its placeholder is replaced; on request such a cell has no value at all."""
    http_client.done(key, written(0, 0, PERSON, f"{VALUE},chipRuns"))
    assert [["for hana@example.com!"]] == staff.values("Sheet1")

    google.behave(key, chips="nothing")
    assert [] == staff.values("Sheet1")


def test_a_chip_needs_its_placeholder(http_client, key):
    """One for each."""
    said = http_client.refused(key, written(0, 0, PERSON | text("nobody"), f"{VALUE},chipRuns"))

    assert "placeholders" in said


def test_typing_over_a_chip_removes_it(http_client, key, staff):
    """As with other runs of a text."""
    http_client.done(key, written(0, 0, PERSON, f"{VALUE},chipRuns"))

    http_client.done(key, written(0, 0, text("Ken")))

    assert {VALUE: {"stringValue": "Ken"}} == staff.sheet("Sheet1").cell(0, 0)


def test_a_picture_has_no_value(google, http_client, key, staff):
    """On request it has its address."""
    http_client.done(
        key, written(0, 0, {VALUE: {"formulaValue": '=IMAGE("https://example.com/1")'}})
    )
    assert [] == staff.values("Sheet1")

    google.behave(key, pictures="address")
    assert [["https://example.com/1"]] == staff.values("Sheet1")


TABLE = {
    "name": "Repairs",
    "range": {"startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2},
    "columnProperties": [
        {
            "columnIndex": 0,
            "columnName": "Answer",
            "columnType": "DROPDOWN",
            "dataValidationRule": {
                "condition": {"type": "ONE_OF_LIST", "values": [{VALUE: "yes"}]}
            },
        },
        {"columnIndex": 1, "columnName": "Day", "columnType": "DATE"},
    ],
}


def test_a_table_names_its_columns_and_has_its_lists(http_client, key, staff):
    """A heading that is there stays; the list of a dropdown column is on every row."""
    http_client.done(key, written(0, 1, text("Arrived")), written(1, 0, text("yes")))

    (reply,) = http_client.done(key, {"addTable": {"table": TABLE}})

    assert reply["addTable"]["table"]["tableId"]
    assert [["Answer", "Arrived"], ["yes"]] == staff.values("Sheet1")
    rules = [staff.sheet("Sheet1").cell(row, 0).get("dataValidation") for row in range(4)]
    assert [False, True, True, False] == [rule is not None for rule in rules]


def test_what_a_table_cannot_be_is_refused(http_client, key):
    """Two of a name, two that overlap, a list without entries."""
    http_client.done(key, {"addTable": {"table": TABLE}})

    assert "already exists" in http_client.refused(key, {"addTable": {"table": TABLE}})
    assert "overlaps" in http_client.refused(
        key, {"addTable": {"table": TABLE | {"name": "Other"}}}
    )
    elsewhere = TABLE["range"] | {"startRowIndex": 10, "endRowIndex": 12}
    bare = {"columnIndex": 0, "columnType": "DROPDOWN"}
    other = {"name": "Other", "range": elsewhere, "columnProperties": [bare]}
    assert "ONE_OF_LIST" in http_client.refused(key, {"addTable": {"table": other}})


def ticked(rows):
    """Return a request that puts unticked checkboxes on rows of the first column."""
    cell = {VALUE: {"boolValue": False}, "dataValidation": {"condition": {"type": "BOOLEAN"}}}
    area = {"startRowIndex": 0, "endRowIndex": rows, "startColumnIndex": 0, "endColumnIndex": 1}
    return {"repeatCell": {"range": area, "cell": cell, "fields": f"{VALUE},dataValidation"}}


def test_checkboxes_are_unticked_by_themselves(http_client, key, staff):
    """Where the rule comes to blank cells, also with an inserted row, and after one was cleared."""
    rule = {"dataValidation": {"condition": {"type": "BOOLEAN"}}}
    area = {"startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 1}
    staff.type("Sheet1", "A2", "typed")
    http_client.done(key, {"repeatCell": {"range": area, "cell": rule, "fields": "dataValidation"}})
    assert [[], ["typed"], [False]] == staff.entered("Sheet1")

    staff.insert_rows("Sheet1", 4)
    staff.type("Sheet1", "A2", "")

    assert [[], [False], [False], [False]] == staff.entered("Sheet1")


@pytest.mark.parametrize(("over", "row"), [(False, 4), (True, 2)])
def test_rows_are_appended_below_unticked_checkboxes(google, http_client, key, staff, over, row):
    """On request such rows are taken for blank."""
    google.behave(key, append_over_checkboxes=over)
    http_client.done(key, ticked(3), written(0, 1, text("heading")))

    cells = {"rows": [{"values": [{}, text("new")]}], "fields": VALUE}
    http_client.done(key, {"appendCells": cells})

    values = staff.values("Sheet1")
    assert row == 1 + next(at for at, each in enumerate(values) if each[1:] == ["new"])


def test_metadata_that_is_not_there_is_deleted_or_refused(google, http_client, key):
    """Assumed is that nothing happens."""
    lookup = {"dataFilter": {"developerMetadataLookup": {"metadataId": 7}}}
    assert [{"deleteDeveloperMetadata": {}}] == http_client.done(
        key, {"deleteDeveloperMetadata": lookup}
    )

    google.behave(key, missing_metadata=400)
    assert "No developer metadata" in http_client.refused(key, {"deleteDeveloperMetadata": lookup})


def test_a_day_can_be_shown_later(google, http_client, key):
    """What is stored stays the same."""
    shape = {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}
    cell = {VALUE: {"numberValue": 46174}, "userEnteredFormat": shape}
    http_client.done(key, written(0, 0, cell, f"{VALUE},userEnteredFormat"))
    google.behave(key, days_later=1)

    shown = http_client.values(key, "Sheet1").json()["valueRanges"][0]["values"]
    stored = http_client.values(key, "Sheet1", valueRenderOption="UNFORMATTED_VALUE").json()

    assert [["2026-06-02"]] == shown
    assert [[46174]] == stored["valueRanges"][0]["values"]
