"""Tabs and the file: added, renamed, moved, hidden, frozen, resized, deleted."""

from __future__ import annotations


def change(fields, **properties):
    """Return a request that changes properties of the first tab."""
    return {"updateSheetProperties": {"properties": {"sheetId": 0} | properties, "fields": fields}}


def test_a_tab_is_added_where_it_was_asked_for(http_client, key, staff):
    """With the size and looks that were sent; without a position it is last, without a name numbered."""
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1}
    colour = {"rgbColor": {"red": 0.5}}
    properties = {"title": "First", "index": 0, "gridProperties": grid, "tabColorStyle": colour}
    http_client.done(key, {"addSheet": {"properties": properties}}, {"addSheet": {}})

    assert ["First", "Sheet1", "Sheet3"] == staff.tabs
    first = http_client.get(key, "sheets.properties")["sheets"][0]["properties"]
    assert (properties | {"sheetType": "GRID"}).items() <= first.items()


def test_hidden_and_frozen_are_left_out_when_they_are_not(http_client, key, staff):
    """The reply names them only while they are set."""
    staff.add_tab("Other")
    fields = "hidden,gridProperties.frozenRowCount"
    wanted = "sheets.properties(hidden,gridProperties.frozenRowCount)"

    http_client.done(key, change(fields, hidden=True, gridProperties={"frozenRowCount": 2}))
    shown = {"hidden": True, "gridProperties": {"frozenRowCount": 2}}
    assert {"properties": shown} == http_client.get(key, wanted)["sheets"][0]

    http_client.done(key, change(fields, gridProperties={"frozenRowCount": 0}))
    assert {"properties": {"gridProperties": {}}} == http_client.get(key, wanted)["sheets"][0]


def test_title_locale_and_time_zone_can_be_changed(http_client, key):
    """None of them may be empty."""
    properties = {"title": "機材", "locale": "ja_JP", "timeZone": "Asia/Tokyo"}
    asked = {"properties": properties, "fields": "title,locale,timeZone"}
    http_client.done(key, {"updateSpreadsheetProperties": asked})

    found = http_client.get(key, "properties(title,locale,timeZone)")
    assert {"properties": properties} == found
    asked = {"properties": {}, "fields": "title"}
    assert "title must be specified" in http_client.refused(
        key, {"updateSpreadsheetProperties": asked}
    )
