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
from backoffice.jobs.doctor import examine
from tests.backoffice import desks
from tests.backoffice.books.google_desks import Clock, copied, emulator, key_file
from tests.backoffice.sheets import asked, blank, full_state, run_on, typed_in

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
    policy, endpoint = Clock().retry_policy(), emulator().address
    return desks.run_on(GoogleSheet(key, credentials=path, retry_policy=policy, endpoint=endpoint))


def unreadable(path):
    path.write_text("{", encoding="utf-8")
    return path


def of_a_deleted_account(path):
    content = json.loads(key_file(emulator()).read_text(encoding="utf-8"))
    content["client_email"] = "gone@test-emulator.iam.gserviceaccount.com"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("made", "name", "words"),
    [
        (lambda path: None, "Key", "--credentials"),
        (unreadable, "Key", "key.json"),
        (of_a_deleted_account, "Sharing", "does not know the service account gone@test-emulator"),
    ],
    ids=["no key", "unreadable", "deleted account"],
)
def test_a_key_that_does_not_open_it(key, tmp_path, monkeypatch, made, name, words):
    """The last finding says how to get one, which file cannot be read, or which account Google does not know."""
    for variable in ("BACKOFFICE_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS", "APPDATA"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))

    run = with_key(key, made(tmp_path / "key.json"))
    last, in_japanese = (examine(run, language)[-1] for language in ("en", "ja"))

    assert (name, False) == (last.name, last.ok)
    assert words in last.message
    assert words != "--credentials" or words in in_japanese.message


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


def test_a_sheet_that_is_not_set_up():
    """The next step is connect."""
    assert (
        f"run: backoffice connect https://docs.google.com/spreadsheets/d/{(key := blank())}"
        in (found(key)["Tabs and headings"])
    )


def with_settings(**properties):
    fields = ",".join(properties)
    edit = {"updateSpreadsheetProperties": {"properties": properties, "fields": fields}}
    return lambda key: emulator().staff(key).edit(edit)


def shared(role):
    return lambda key: emulator().share(key, emulator().email, role)


def unprotected(key):
    staff = emulator().staff(key)
    [one] = staff.sheet("Quotes").protected
    staff.edit({"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}})


def protected_against_the_script(key):
    staff = emulator().staff(key)
    [one] = staff.sheet("Log").protected
    given = {
        "protectedRangeId": one["protectedRangeId"],
        "editors": {"users": ["owner@example.com"]},
    }
    staff.edit({"updateProtectedRange": {"protectedRange": given, "fields": "editors"}})


def changed_by_hand(key):
    typed_in(key, "Tickets", "D2", "Hana")
    jobs.sync(run_on(key))
    typed_in(key, "Quotes", "C2", "approved")


@pytest.mark.parametrize(
    ("spoil", "name", "words", "in_japanese"),
    [
        (shared(None), "Sharing", "desk@test-emulator", "「共有」"),
        (shared("reader"), "Sharing", "make that address an Editor", ""),
        (with_settings(locale="en_GB"), "Language of the sheet", "File, Settings, Locale", ""),
        (with_settings(timeZone="America/New_York"), "Time zone", "the shop's is Asia/Tokyo",
         "お店は Asia/Tokyo"),
        (unprotected, "Protection", "anybody can type in Quotes; run: backoffice connect", ""),
        (protected_against_the_script, "Protection", "Protect sheets and ranges", ""),
        (lambda key: emulator().staff(key).rename_tab("Quotes", "Angebote"), "Tabs and headings",
         "“Quotes” (見積) is missing", ""),
        (lambda key: typed_in(key, "Tickets", "B1", "Who"), "Tabs and headings",
         "Name / お名前", ""),
        (changed_by_hand, "Script tabs", "changed by hand", ""),
    ],
    ids=["not shared", "for reading", "locale", "time zone", "no protection", "protection",
         "tab", "heading", "by hand"],
)  # fmt: skip
def test_what_is_wrong(key, spoil, name, words, in_japanese):
    """It alone is not in order; the finding says what, where and what to do; quotas are looked at all the same."""
    spoil(key)

    findings = examine(run_on(key), "en")

    [wrong] = [finding for finding in findings if not finding.ok]
    assert (name, True) == (wrong.name, words in wrong.message)
    assert name == "Sharing" or "Cells" == findings[-1].name
    assert in_japanese in "".join(found(key, "ja").values())


def test_connecting_again_protects_again(key):
    """What the doctor advises puts it right."""
    unprotected(key)

    connect(run_on(key), language="en", rows=120)

    assert {} == found(key)


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


def test_a_deleted_tab(key):
    """It is missing until a sync; afterwards the finding says what was lost with it."""
    typed_in(key, "Tickets", "D2", "Hana")
    jobs.sync(run_on(key))
    emulator().staff(key).delete_tab("Quotes")

    assert "missing: Quotes. Run: backoffice sync" in found(key)["Tabs and headings"]
    jobs.sync(run_on(key))
    assert ["Script tabs"] == list(found(key))
    assert "rows of Quotes were lost" in found(key)["Script tabs"]
