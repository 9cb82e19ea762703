"""Conditional formats, filters and banding come back as they were sent."""

from __future__ import annotations

AREA = {
    "sheetId": 0,
    "startRowIndex": 1,
    "endRowIndex": 5,
    "startColumnIndex": 0,
    "endColumnIndex": 2,
}
SHOWN = {key: end for key, end in AREA.items() if key != "sheetId"}
TINT = {"backgroundColorStyle": {"rgbColor": {"red": 0.5}}}


def tab(http_client, key, fields):
    """Return these fields of the first tab."""
    return http_client.get(key, f"sheets({fields})")["sheets"][0]


def test_conditional_formats_are_listed_in_their_order(http_client, key):
    """A new one at index 0 comes before the others."""

    def rule(text):
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": text}]}
        return {"ranges": [AREA], "booleanRule": {"condition": condition, "format": TINT}}

    http_client.done(
        key, *({"addConditionalFormatRule": {"rule": rule(text), "index": 0}} for text in "ba")
    )

    assert [rule(text) | {"ranges": [SHOWN]} for text in "ab"] == (
        tab(http_client, key, "conditionalFormats")["conditionalFormats"]
    )


def test_a_tab_has_one_filter(http_client, key, staff):
    """A new one replaces it; an open range ends at the edge of the grid."""
    http_client.done(key, {"setBasicFilter": {"filter": {"range": {"startRowIndex": 3}}}})
    found = tab(http_client, key, "basicFilter")["basicFilter"]
    assert (3, 1000, 0, 26) == tuple(found["range"].values())

    staff.filter("Sheet1", "A2:B5", "B", hidden=["x"])
    spec = {"columnIndex": 1, "filterCriteria": {"hiddenValues": ["x"]}}
    assert {"range": SHOWN, "filterSpecs": [spec]} == tab(http_client, key, "basicFilter")[
        "basicFilter"
    ]


def test_two_bands_on_one_cell_are_refused(http_client, key):
    """One is returned as it was sent, with an id."""
    band = {"range": AREA, "rowProperties": {"firstBandColorStyle": {"rgbColor": {"red": 0.5}}}}
    (reply,) = http_client.done(key, {"addBanding": {"bandedRange": band}})

    number = reply["addBanding"]["bandedRange"]["bandedRangeId"]
    assert [band | {"bandedRangeId": number, "range": SHOWN}] == (
        tab(http_client, key, "bandedRanges")["bandedRanges"]
    )
    assert "already has" in http_client.refused(key, {"addBanding": {"bandedRange": band}})
