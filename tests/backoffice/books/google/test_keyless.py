"""Signing in without a key file: a machine of Google's, a foreign host, a person."""

from __future__ import annotations

import pytest

from backoffice.books.google.access_scope import SCOPES
from backoffice.books.google.credentials import Owner, find_credentials
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.messages.errors import BookUnavailableError
from tests.backoffice.books.google_desks import Clock, emulator
from tests.emulator.emulator import OWNER, SERVICE_ACCOUNT

CLOUD = "https://www.googleapis.com/auth/cloud-platform"
MACHINE = "machine@made-up.iam.gserviceaccount.com"


@pytest.fixture
def environ(monkeypatch, tmp_path):
    """Return what sets a variable; there is no key file anywhere."""
    for name in ("BACKOFFICE_CREDENTIALS", "GOOGLE_APPLICATION_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return monkeypatch.setenv


@pytest.fixture
def machine(environ, monkeypatch):
    """Return what makes this a machine of Google's with some scopes."""
    from google.auth.compute_engine import _metadata

    def begin(scopes, email=SERVICE_ACCOUNT):
        host = emulator().be_machine(scopes, email)
        environ("GCE_METADATA_HOST", host)
        monkeypatch.setattr(_metadata, "_GCE_METADATA_HOST", host)
        monkeypatch.setattr(_metadata, "_GCE_DEFAULT_HOST", host)

    return begin


def book(key, credentials=None):
    """Return the sheet `key` with credentials as they are found."""
    return GoogleSheet(
        key,
        credentials=credentials,
        retry_policy=Clock().retry_policy(),
        endpoint=emulator().address,
    )


def why(key, credentials=None):
    """Return in both languages why the book cannot be read."""
    with pytest.raises(BookUnavailableError) as stopped:
        book(key, credentials).read()
    return str(stopped.value), stopped.value.in_("ja")


@pytest.mark.parametrize("scopes", [[CLOUD], SCOPES], ids=["Cloud Run", "Compute Engine"])
def test_a_machine_of_googles_signs_in_by_itself(key, machine, scopes):
    """Without any file; the address to share the sheet with is that of its service account."""
    machine(scopes)
    sheet = book(key)

    assert sheet.read().sheets
    account = sheet.connection.account
    assert (Owner.MACHINE, None, emulator().email) == (account.owner, account.path, account.email)


@pytest.mark.parametrize(
    ("scopes", "email", "english", "japanese"),
    [
        (
            ["https://www.googleapis.com/auth/devstorage.read_only"],  # as a new machine has them
            SERVICE_ACCOUNT,
            "access scopes leave out https://www.googleapis.com/auth/spreadsheets",
            "アクセス スコープ",
        ),
        ([], None, "cannot sign in to Google as a service account", "ログインできません"),
        (SCOPES, MACHINE, f"not shared with {MACHINE}", MACHINE),  # known once it has signed in
    ],
    ids=["scopes", "no service account", "not shared"],
)
def test_a_machine_that_may_not_read_says_why(key, machine, scopes, email, english, japanese):
    """Its scopes leave out sheets, it has no service account, or the sheet is not shared with that."""
    machine(scopes, email)

    said = why(key)

    assert (english in said[0], japanese in said[1]) == (True, True)


def test_elsewhere_nobody_waits_for_a_metadata_server(environ, monkeypatch, tmp_path):
    """A machine that is not Google's is told at once how to make a key."""
    from google.auth.compute_engine import _metadata

    monkeypatch.setattr(_metadata, "_GCE_PRODUCT_NAME_FILE", str(tmp_path / "no such file"))

    with pytest.raises(BookUnavailableError, match="no key for Google"):
        find_credentials(environ={"HOME": str(tmp_path)})


def test_a_foreign_host_acts_as_a_service_account(key, environ, tmp_path):
    """Workload identity federation, as a hosted schedule uses it: no key anywhere."""
    environ("GOOGLE_APPLICATION_CREDENTIALS", str(emulator().federation_file(tmp_path / "f.json")))
    sheet = book(key)

    assert sheet.read().sheets
    account = sheet.connection.account
    assert (Owner.SERVICE_ACCOUNT, emulator().email) == (account.owner, account.email)


def test_a_person_who_has_logged_in_works_with_a_project(key, environ, tmp_path):
    """gcloud auth application-default login, with the scope of Sheets and a project."""
    file = emulator().login_file(tmp_path / "login.json", SCOPES, project="made-up")
    sheet = book(key, file)

    assert sheet.read().sheets
    assert (Owner.PERSON, "") == (sheet.connection.account.owner, sheet.connection.account.email)


def test_a_project_may_be_named_by_googles_variable(key, environ, tmp_path):
    """GOOGLE_CLOUD_QUOTA_PROJECT."""
    file = emulator().login_file(tmp_path / "login.json", SCOPES)
    environ("GOOGLE_CLOUD_QUOTA_PROJECT", "made-up")

    assert book(key, file).read().sheets


@pytest.mark.parametrize(
    ("scopes", "project", "is_over", "command", "googles"),
    [
        (SCOPES, "", False, "set-quota-project", "requires a quota project"),
        ([CLOUD], "made-up", False, f"login --scopes={SCOPES[0]}", ""),
        (SCOPES, "made-up", True, "login", "Token has been expired or revoked"),
    ],
    ids=["no project", "no scope of sheets", "ended"],
)
def test_a_log_in_that_does_not_do_says_what_to_run(
    key, environ, tmp_path, scopes, project, is_over, command, googles
):
    """In both languages, with Google's own words."""
    file = emulator().login_file(tmp_path / "login.json", scopes, OWNER, project)
    if is_over:
        emulator().accounts.forget_people()

    said = why(key, file)

    assert [True] * 2 == [f"gcloud auth application-default {command}" in text for text in said]
    assert [True] * 2 == [googles in text for text in said]
