"""Connecting a Google Sheet: what is created, all or nothing, and what is refused."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.jobs.connecting import connect
from backoffice.messages.errors import BookUnavailableError, LayoutError
from backoffice.sheet.choices import Stage
from backoffice.sheet.columns import ticket_columns
from backoffice.sheet.design.validation import hint_of
from backoffice.sheet.headings import Kind, Tab, find_column
from backoffice.sheet.script_columns import SCRIPT_COLUMNS
from tests.backoffice.books.google_desks import copied, emulator
from tests.backoffice.desks import POLICY
from tests.backoffice.sheets import asked, blank, full_state, row_of, run_on, tab_of, typed_in
from tests.selection import in_turns

COLUMNS = ticket_columns(POLICY.undated)
ROWS = 120


@pytest.fixture(scope="module")
def made():
    """Return the keys of a sheet connected in English and one in Japanese."""
    keys = {}
    for language in ("en", "ja"):
        keys[language] = blank(locale="de_DE")
        connect(run_on(keys[language]), language=language, rows=ROWS)
    return keys


@pytest.fixture(params=["en", "ja"])
def language(request):
    return request.param


@pytest.fixture
def key(made, language):
    return made[language]


@pytest.fixture(autouse=True)
def mended():
    yield
    emulator().mend()
    emulator().between(None)


def column_index(key):
    return [column.key for column in COLUMNS].index(key)


def test_tabs_are_in_order_and_coloured(key, language):
    """The tabs are in the order of `Tab`, each with a colour; Google's own empty tab is deleted."""
    tabs = asked(key, "sheets(properties)")["sheets"]

    assert [tab.value.in_(language) for tab in Tab] == [t["properties"]["title"] for t in tabs]
    assert all("tabColorStyle" in tab["properties"] for tab in tabs)


def test_every_heading_is_found_again(key, language):
    """Headings in both languages, in the order of the columns, frozen with the first columns."""
    for tab, columns in {**SCRIPT_COLUMNS, Tab.TICKETS: COLUMNS}.items():
        name = tab.value.in_(language)
        cells = row_of(key, name, 1)
        texts = [cell.get("userEnteredValue", {}).get("stringValue") for cell in cells]
        grid = tab_of(key, name, "properties(gridProperties)")["properties"]["gridProperties"]
        assert [[n] for n in range(len(columns))] == [find_column(c, texts) for c in columns]
        assert [column.heading(language) for column in columns] == texts[: len(columns)]
        columns_in_view = 3 if tab in (Tab.TICKETS, Tab.TODAY) else 1
        assert (1, columns_in_view) == (grid["frozenRowCount"], grid["frozenColumnCount"])


def test_the_two_languages_of_a_heading_differ_in_type(key, language):
    """The first language is bold and the second small."""
    first, *_ = row_of(key, Tab.TICKETS.value.in_(language), 1, "textFormatRuns")

    bold, small = first["textFormatRuns"]
    assert bold["format"]["bold"]
    assert 8 == small["format"]["fontSize"]
    assert small["startIndex"] == len(COLUMNS[0].heading(language).split("\n")[0]) + 1


def test_hints_are_notes_of_the_headings(key, language):
    """The note of each heading says what to type."""
    cells = row_of(key, Tab.TICKETS.value.in_(language), 1)

    assert [hint_of(column, language) for column in COLUMNS] == [
        cell.get("note", "") for cell in cells[: len(COLUMNS)]
    ]


CONDITIONS = {
    Kind.DATE: "DATE_ON_OR_AFTER",
    Kind.YEN: "NUMBER_GREATER_THAN_EQ",
    Kind.CHOICE: "ONE_OF_LIST",
}


@pytest.mark.parametrize("row", [2, ROWS + 1, 300])
def test_each_column_of_tickets_has_its_check(key, language, row):
    """Lists, date pickers and number checks, on every row there is; none refuses."""
    cells = row_of(key, Tab.TICKETS.value.in_(language), row)
    for column, cell in zip(COLUMNS, cells, strict=False):
        check = cell.get("dataValidation")
        expected = CONDITIONS.get(column.kind)
        if column.kind is Kind.COUNT:
            expected = "ONE_OF_LIST" if column.most == 1 else "NUMBER_BETWEEN"
        assert expected == (check or {}).get("condition", {}).get("type"), column.key
        assert not (check or {}).get("strict")


def test_lists_offer_the_choices_of_the_policy(key, language):
    """Dropdowns show words in the language of the sheet."""
    cells = row_of(key, Tab.TICKETS.value.in_(language), 2)
    for column in COLUMNS:
        if column.kind is Kind.CHOICE:
            condition = cells[column_index(column.key)]["dataValidation"]["condition"]
            assert [choice.label.in_(language) for choice in column.choices] == [
                value["userEnteredValue"] for value in condition["values"]
            ]


FORMATS = {
    Kind.NUMBER: "TEXT",
    Kind.TEXT: "TEXT",
    Kind.DATE: "DATE",
    Kind.MOMENT: "DATE_TIME",
    Kind.YEN: "NUMBER",
}


def test_each_column_has_its_number_format(key, language):
    """Text stays text, days show their day of the week, amounts have no decimals."""
    for tab, columns in {**SCRIPT_COLUMNS, Tab.TICKETS: COLUMNS}.items():
        cells = row_of(key, tab.value.in_(language), 300)
        for column, cell in zip(columns, cells, strict=False):
            shown = cell["userEnteredFormat"].get("numberFormat", {})
            assert FORMATS.get(column.kind) == shown.get("type"), column.key
            assert column.kind is not Kind.DATE or "(ddd)" in shown["pattern"]
            assert column.kind is not Kind.YEN or "#,##0" == shown["pattern"]


def test_script_tabs_are_protected(key, language):
    """The script and the owner alone may write them; staff write Tickets."""
    for tab in Tab:
        found = tab_of(key, tab.value.in_(language), "protectedRanges").get("protectedRanges", [])
        if tab is Tab.TICKETS:
            assert [] == found
            continue
        [one] = found
        assert {"sheetId"} >= set(one["range"])
        assert not one.get("warningOnly")
        assert [emulator().email] == one["editors"]["users"]


def test_staff_type_in_tickets_only(key, language):
    """A colleague may type into Tickets and nowhere else."""
    copy = copied(emulator(), key)
    emulator().share(copy, "hana@example.com")
    staff = emulator().staff(copy, "hana@example.com")

    staff.type(Tab.TICKETS.value.in_(language), "D2", "山田 花子")
    for tab in set(Tab) - {Tab.TICKETS}:
        with pytest.raises(Exception, match="protected"):
            staff.type(tab.value.in_(language), "A1", "x")


def test_tickets_can_be_filtered_and_are_banded_and_coloured(key, language):
    """A filter on the headings, bands, and a rule for each kind of row."""
    fields = "basicFilter,bandedRanges,conditionalFormats"
    tab = tab_of(key, Tab.TICKETS.value.in_(language), fields)
    [band] = tab["bandedRanges"]
    formulas = [
        rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
        for rule in tab["conditionalFormats"]
    ]

    assert len(COLUMNS) == tab["basicFilter"]["range"]["endColumnIndex"]
    assert "secondBandColorStyle" in band["rowProperties"]
    assert "=COUNTIF($A$2:$A,$A2)>1" == formulas[0]
    assert 9 == len(formulas)


def test_every_stage_has_its_colour(key, language):
    """The words coloured in Quotes are the words of the stages."""
    rules = tab_of(key, Tab.QUOTES.value.in_(language), "conditionalFormats")["conditionalFormats"]
    words = {rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for rule in rules}

    assert {stage.value.in_(language) for stage in Stage} == words


def test_start_leads_to_every_tab(key, language):
    """Links inside the sheet, and both languages on the page."""
    start = Tab.START.value.in_(language)
    [tab] = asked(
        key,
        "sheets(data(rowData(values(userEnteredValue,userEnteredFormat(textFormat(link))))))",
        f"'{start}'",
    )["sheets"]
    cells = [c for row in tab["data"][0]["rowData"] for c in row.get("values", [])]
    ids = [t["properties"]["sheetId"] for t in asked(key, "sheets(properties(sheetId))")["sheets"]]
    links = [
        link["uri"]
        for cell in cells
        if (link := cell.get("userEnteredFormat", {}).get("textFormat", {}).get("link"))
    ]

    assert [f"#gid={number}" for number in ids] == links
    texts = {cell.get("userEnteredValue", {}).get("stringValue") for cell in cells}
    assert {"Every day", "毎日の流れ"} <= texts


def test_the_file_lives_at_the_shop(key, language):
    """Its time zone is the shop's; its locale reads 6/1 as the first of June."""
    properties = asked(key, "properties(locale,timeZone)")["properties"]

    assert {
        "locale": {"en": "en_US", "ja": "ja_JP"}[language],
        "timeZone": "Asia/Tokyo",
    } == properties


def test_it_is_ready(key, language):
    """A docket pad, a row in Log, and nothing for the first sync to write."""
    copy = run_on(copied(emulator(), key))
    desk = jobs.read_desk(copy)

    assert (ROWS, 1, language) == (len(desk.rows.blank), desk.ledger.last_run, desk.language)
    assert [] == list(desk.problems)
    assert () == jobs.sync(copy).wrote


def test_it_takes_few_requests():
    """Two to look, one to make, three to fill; the payload of each stays below two megabytes."""
    key = blank()
    emulator().requests.clear()

    connect(run_on(key), language="en", rows=200)

    assert 6 >= len(emulator().requests)
    assert 2_000_000 > max(request.size for request in emulator().requests)


def test_a_second_time_changes_nothing(key, language):
    """Connecting again reports it and changes no cell, rule or note."""
    copy = copied(emulator(), key)
    before = full_state(copy)

    again = connect(run_on(copy), language="en", rows=500)

    assert (False, []) == (again.made, again.mended)
    assert before == full_state(copy)


def test_what_staff_typed_stays(key, language):
    """A desk at work is not touched by connecting it again."""
    copy = copied(emulator(), key)
    typed_in(copy, Tab.TICKETS.value.in_(language), "D2", "=1+1")
    before = full_state(copy)

    connect(run_on(copy), language=language, rows=ROWS)

    assert before == full_state(copy)


# ------------------------------------------------------------------ refusals


def test_a_sheet_that_is_not_shared():
    """It names the address to share with, as Editor, and where to click."""
    key = blank(share=())

    with pytest.raises(BookUnavailableError) as refused:
        connect(run_on(key), language="en", rows=ROWS)

    for language, words in (("en", ["Share", "Editor"]), ("ja", ["共有", "編集者"])):
        said = refused.value.in_(language)
        assert [] == [word for word in [emulator().email, *words] if word not in said]


def test_a_sheet_shared_for_reading_only():
    """The error asks for the role of an Editor, and nothing is changed."""
    key = blank()
    emulator().share(key, emulator().email, "reader")
    before = full_state(key)

    with pytest.raises(BookUnavailableError, match=r"make desk@.* an Editor"):
        connect(run_on(key), language="en", rows=ROWS)

    assert before == full_state(key)


def test_something_else_in_a_tab_of_the_same_name():
    """Somebody's own tab called Tickets is named, and nothing is touched."""
    key = blank()
    emulator().staff(key).add_tab("Tickets")
    typed_in(key, "Tickets", "C7", "concert, row 5")
    before = full_state(key)

    with pytest.raises(BookUnavailableError) as refused:
        connect(run_on(key), language="en", rows=ROWS)

    assert "“Tickets”" in str(refused.value)
    assert "「Tickets」" in refused.value.in_("ja")
    assert before == full_state(key)


def test_empty_tabs_make_room_and_others_stay():
    """An empty tab named as ours is taken; a first tab with something in it stays behind ours."""
    key = blank()
    staff = emulator().staff(key)
    for name in ("tickets", "Mine"):
        staff.add_tab(name)
    typed_in(key, "Sheet1", "A1", "shopping list")

    connect(run_on(key), language="en", rows=ROWS)

    assert [*(tab.value.en for tab in Tab), "Sheet1", "Mine"] == staff.tabs
    assert [["shopping list"]] == staff.values("Sheet1")


def test_a_desk_whose_headings_somebody_changed(key, language):
    """The error names the heading, and nothing is changed."""
    copy = copied(emulator(), key)
    typed_in(copy, Tab.TICKETS.value.in_(language), "B1", "Who")
    before = full_state(copy)

    with pytest.raises(LayoutError, match="Name / お名前"):
        connect(run_on(copy), language=language, rows=ROWS)

    assert before == full_state(copy)


def test_what_is_missing_is_put_right(key, language):
    """Protection, locale and time zone come back, and are named."""
    copy = copied(emulator(), key)
    staff = emulator().staff(copy)
    name = Tab.LOG.value.in_(language)
    [one] = staff.sheet(name).protected
    staff.edit(
        {"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}},
        {
            "updateSpreadsheetProperties": {
                "properties": {"locale": "en_GB", "timeZone": "Europe/Paris"},
                "fields": "locale,timeZone",
            }
        },
    )

    mended = connect(run_on(copy), language=language, rows=ROWS).mended

    assert ["locale", "time-zone", name] == mended
    assert [emulator().email] == staff.sheet(name).protected[0]["editors"]["users"]
    assert [] == connect(run_on(copy), language=language, rows=ROWS).mended


# ------------------------------------------------------------------ cut off


def compared(key):
    """Return a connected sheet without what differs from run to run."""
    properties, sheets, metadata = full_state(key)
    for _, _, _, protected, _, bands, _ in sheets:
        for one in protected:
            one.pop("protectedRangeId", None)
        for band in bands:
            band.pop("bandedRangeId", None)
    return properties, sheets, {note["metadataKey"] for note in metadata}


REQUESTS = 6


@pytest.fixture(scope="module")
def complete_desk():
    """Return a sheet connected without any trouble, to compare with."""
    key = blank()
    connect(run_on(key), language="en", rows=ROWS)
    return compared(key)


CUTS = [
    (at, when)
    for at in range(1, REQUESTS + 1)
    for when in (["before", "after"] if at % 2 else ["after", "before"])
]
"""At which request a run dies; every second one is the other way round of the one before."""


@pytest.mark.parametrize(("at", "when"), in_turns(CUTS, 2))
def test_cut_off_at_any_request(at, when, complete_desk):
    """Wherever a run dies, the next one completes it, and the sheet is as if nothing had happened."""
    key = blank()
    emulator().fail("drop", at=at, when=when, times=100)

    with pytest.raises(BookUnavailableError):
        connect(run_on(key), language="en", rows=ROWS)
    emulator().mend()
    done = connect(run_on(key), language="en", rows=ROWS)

    assert complete_desk == compared(key)
    assert [] == done.mended
    assert () == jobs.sync(run_on(key)).wrote


@pytest.mark.parametrize("at", in_turns(range(1, REQUESTS + 1), 2, 1))
def test_a_lost_answer_at_any_request(at, complete_desk):
    """A request that is done and whose answer is lost is sent again, and nothing is made twice."""
    key = blank()
    emulator().fail("502", at=at, when="after")

    assert connect(run_on(key), language="en", rows=ROWS).made

    assert complete_desk == compared(key)


def test_two_who_connect_at_once():
    """The second finds the sheet set up, and no tab is there twice."""
    key = blank()
    twice = []

    def other(request):
        if request.name.endswith("batchUpdate") and not twice:
            twice.append(request)
            connect(run_on(key), language="ja", rows=ROWS)

    emulator().between(other)
    done = connect(run_on(key), language="en", rows=ROWS)

    assert (False, "ja") == (done.made, done.desk.language)
    assert [tab.value.ja for tab in Tab] == emulator().staff(key).tabs
