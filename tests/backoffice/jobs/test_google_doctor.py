"""The doctor for a Google Sheet: each check fails once and says the next step."""

from __future__ import annotations

import json
import time

import pytest

from backoffice import jobs
from backoffice.books.google import sheet_diagnosis
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.limits import Limits
from backoffice.jobs.connecting import connect
from backoffice.jobs.desk import Run
from backoffice.jobs.doctor import examine
from tests.backoffice.books.google_desks import Clock, copied, emulator, key_file
from tests.backoffice.desks import POLICY
from tests.backoffice.sheets import NOW, asked, blank, full_state, run_on, typed_in

NAMES = {
    "en": [
        "Policy", "Key", "Clock", "Sharing", "Language of the sheet", "Time zone", "Protection",
        "Closing",
        "Sheet", "Tabs and headings", "Script tabs", "Blank numbered rows", "Month end",
        "Owner's word", "Owner's fields", "Requests", "Cells",
    ],
    "ja": [
        "ポリシー", "鍵", "時計", "共有", "シートの言語と地域", "タイムゾーン", "保護",
        "月末の締め", "シート",
        "タブと見出し", "自動のタブ", "番号付きの空き行", "月末", "店主の確認", "店主の記入欄",
        "リクエスト数", "セル数",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def connected():
    key = blank()
    connect(run_on(key), language="en", rows=120, with_probe=True)
    return key


@pytest.fixture
def key(connected):
    emulator().mend()
    yield copied(emulator(), connected)
    emulator().mend()


@pytest.fixture
def staff(key):
    return emulator().staff(key)


def found(key, language="en", **how):
    """Return the messages of the doctor about what is not in order, by name."""
    return {f.name: f.message for f in examine(run_on(key, **how), language) if not f.ok}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_looked_at(key, language):
    """Seventeen things, from the outside in; a connected sheet has them all in order."""
    before = full_state(key)

    findings = examine(run_on(key), language)

    assert NAMES[language] == [finding.name for finding in findings]
    assert {} == found(key, language)
    assert before == full_state(key)


def test_a_refusal_to_delete_what_is_not_there_is_no_lack_of_rights(key):
    """Whether Google refuses that is not documented; only an editor would hear of it."""
    emulator().behave(key, missing_metadata=400)

    assert {} == found(key)


def test_it_says_which_key_was_found(key):
    """The finding has the address of the account, where its key was found, and the file."""
    _, shown, *_ = examine(run_on(key), "en")

    assert f"{emulator().email}, from --credentials: {key_file(emulator())}" == shown.message


def test_a_key_that_others_may_read(key, tmp_path):
    """All else is looked at as well; the finding has the command that puts it right."""
    path = emulator().credentials_file(tmp_path / "key.json")
    path.chmod(0o640)

    [wrong] = [finding for finding in examine(with_key(key, path), "en") if not finding.ok]

    assert ("Key", True) == (wrong.name, wrong.message.endswith(f"chmod 600 {path}"))


def with_key(key, path):
    book = GoogleSheet(
        key, credentials=path, retry_policy=Clock().retry_policy(), endpoint=emulator().address
    )
    return Run(book=book, policy=POLICY, now=NOW, who="Sato")


def last(run, language="en"):
    *_, finding = examine(run, language)
    return finding.name, finding.ok, finding.message


def test_no_key(key, tmp_path, monkeypatch):
    """The finding says how to get one and how to name it, and is the last one."""
    for name in ("BACKOFFICE_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    name, ok, message = last(with_key(key, None))

    assert ("Key", False) == (name, ok)
    assert "--credentials" in message
    assert "--credentials" in last(with_key(key, None), "ja")[2]


def test_a_key_that_cannot_be_read(key, tmp_path):
    """The file is named, and where to get it again."""
    path = tmp_path / "key.json"
    path.write_text("{", encoding="utf-8")

    name, ok, message = last(with_key(key, path))

    assert ("Key", False) == (name, ok)
    assert "key.json" in message


def test_a_key_that_google_does_not_know(key, tmp_path):
    """A deleted account is reported under sharing, with what to do."""
    path = tmp_path / "key.json"
    content = json.loads(key_file(emulator()).read_text(encoding="utf-8"))
    content["client_email"] = "gone@test-emulator.iam.gserviceaccount.com"
    path.write_text(json.dumps(content), encoding="utf-8")

    name, ok, message = last(with_key(key, path))

    assert ("Sharing", False) == (name, ok)
    assert "does not know the service account gone@test-emulator" in message


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(400, "about 7 minutes ahead"), (-100, "about 2 minutes behind")],
)
def test_a_wrong_clock(key, monkeypatch, seconds, words):
    """A clock that differs from Google's is reported, with why it matters."""
    skew = sheet_diagnosis.clock_skew
    monkeypatch.setattr(
        sheet_diagnosis,
        "clock_skew",
        lambda connection: skew(connection, lambda: time.time() + seconds),
    )

    assert ["Clock"] == list(found(key))
    assert words in found(key)["Clock"]
    assert "set time automatically" in found(key)["Clock"]
    assert "時刻の自動設定" in found(key, "ja")["時計"]


def test_google_out_of_reach(key):
    """Clock and sharing both say so."""
    emulator().fail("drop", times=1000)

    said = found(key)

    assert ["Clock", "Sharing"] == list(said)
    assert "connection" in said["Clock"]


def test_a_sheet_that_is_not_shared(key):
    """The address to share with, and where to click."""
    emulator().share(key, emulator().email, None)

    assert {"Sharing"} == set(found(key))
    assert emulator().email in found(key)["Sharing"]
    assert "「共有」" in found(key, "ja")["共有"]


def test_a_sheet_shared_for_reading(key):
    """A viewer is asked to become an Editor; everything else is checked too."""
    emulator().share(key, emulator().email, "reader")

    said = found(key)

    assert "make that address an Editor" in said["Sharing"]
    assert ["Sharing"] == list(said)


def test_a_sheet_that_is_not_set_up():
    """The next step is connect."""
    assert (
        f"run: backoffice connect https://docs.google.com/spreadsheets/d/{(key := blank())}"
        in (found(key)["Tabs and headings"])
    )


def settings(staff, **properties):
    fields = ",".join(properties)
    staff.edit({"updateSpreadsheetProperties": {"properties": properties, "fields": fields}})


def test_a_locale_that_reads_days_first(key, staff):
    """6/1 would be the sixth of January."""
    settings(staff, locale="en_GB")

    assert ["Language of the sheet"] == list(found(key))
    assert "File, Settings, Locale" in found(key)["Language of the sheet"]


def test_a_time_zone_far_away(key, staff):
    """The shop's is named."""
    settings(staff, timeZone="America/New_York")

    assert "the shop's is Asia/Tokyo" in found(key)["Time zone"]
    assert "お店は Asia/Tokyo" in found(key, "ja")["タイムゾーン"]


def test_a_tab_without_protection(key, staff):
    """It is named, and connect puts it right."""
    [one] = staff.sheet("Quotes").protected
    staff.edit({"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}})

    assert ["Protection"] == list(found(key))
    assert "anybody can type in Quotes; run: backoffice connect" in found(key)["Protection"]
    connect(run_on(key), language="en", rows=120)
    assert {} == found(key)


def test_a_tab_protected_against_the_script(key, staff):
    """The finding names the tab and where the owner allows editing."""
    [one] = staff.sheet("Log").protected
    given = {
        "protectedRangeId": one["protectedRangeId"],
        "editors": {"users": ["owner@example.com"]},
    }
    staff.edit({"updateProtectedRange": {"protectedRange": given, "fields": "editors"}})

    assert ["Protection"] == list(found(key))
    assert "Protect sheets and ranges" in found(key)["Protection"]


def test_a_renamed_tab(key, staff):
    """The finding names the tab and what to do; quotas are checked too."""
    staff.rename_tab("Quotes", "Angebote")

    assert ["Tabs and headings"] == list(found(key))
    assert "“Quotes” (見積) is missing" in found(key)["Tabs and headings"]
    assert "Cells" == examine(run_on(key), "en")[-1].name


def test_a_renamed_heading(key):
    """Which, and what to do."""
    typed_in(key, "Tickets", "B1", "Who")

    assert "Name / お名前" in found(key)["Tabs and headings"]


def test_rows_of_the_script_changed_by_hand(key):
    """The owner can type there; sync puts it right."""
    typed_in(key, "Tickets", "D2", "Hana")
    jobs.sync(run_on(key))
    typed_in(key, "Quotes", "C2", "approved")

    assert ["Script tabs"] == list(found(key))


def test_a_sheet_that_is_almost_full(key, monkeypatch):
    """Cells count, filled or not."""
    tabs = asked(key, "sheets(properties(gridProperties(rowCount,columnCount)))")["sheets"]
    grids = [tab["properties"]["gridProperties"] for tab in tabs]
    cells = sum(grid["rowCount"] * grid["columnCount"] for grid in grids)
    monkeypatch.setattr(GoogleSheet, "limits", Limits(text=50_000, cells=cells))

    assert ["Cells"] == list(found(key))
    assert f"{cells:,} of {cells:,}: delete empty rows" in found(key)["Cells"]


def test_many_requests(key):
    """Near the limit the finding says to wait."""
    run = run_on(key)
    for _ in range(37):
        run.book.connection.ask("", {"fields": "spreadsheetId"})

    said = {f.name: f.message for f in examine(run, "en") if not f.ok}

    assert ["Requests"] == list(said)
    assert "wait a minute" in said["Requests"]


def test_a_deleted_tab(key, staff):
    """It is missing until a sync; afterwards the finding says what was lost with it."""
    typed_in(key, "Tickets", "D2", "Hana")
    jobs.sync(run_on(key))
    staff.delete_tab("Quotes")

    assert "missing: Quotes. Run: backoffice sync" in found(key)["Tabs and headings"]
    jobs.sync(run_on(key))
    assert ["Script tabs"] == list(found(key))
    assert "rows of Quotes were lost" in found(key)["Script tabs"]
