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


def said(key, credentials=None):
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


def test_a_machine_whose_scopes_leave_out_sheets_says_so(key, machine):
    """As a new machine of Compute Engine does."""
    machine(["https://www.googleapis.com/auth/devstorage.read_only"])

    english, japanese = said(key)

    assert "access scopes leave out https://www.googleapis.com/auth/spreadsheets" in english
    assert "アクセス スコープ" in japanese


def test_a_machine_without_a_service_account_says_so(key, machine):
    """Its metadata server knows none."""
    machine([], email=None)

    assert "cannot sign in to Google as a service account" in said(key)[0]


def test_a_sheet_that_is_not_shared_with_the_machine_names_its_address(key, machine):
    """Known once it has signed in."""
    machine(SCOPES, "machine@made-up.iam.gserviceaccount.com")

    assert "not shared with machine@made-up.iam.gserviceaccount.com" in said(key)[0]


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


def test_a_log_in_without_a_project_says_what_to_run(key, environ, tmp_path):
    """Google's own words are in the sentence."""
    english, japanese = said(key, emulator().login_file(tmp_path / "login.json", SCOPES))

    assert "gcloud auth application-default set-quota-project" in english
    assert "requires a quota project" in english
    assert "requires a quota project" in japanese


def test_a_log_in_without_the_scope_of_sheets_says_what_to_run(key, environ, tmp_path):
    """As gcloud's own log-in without more."""
    file = emulator().login_file(tmp_path / "login.json", [CLOUD], project="made-up")

    assert f"login --scopes={SCOPES[0]}" in said(key, file)[0]


def test_a_log_in_that_ended_says_to_log_in_again(key, environ, tmp_path):
    """A changed password, or a rule of the organisation."""
    file = emulator().login_file(tmp_path / "login.json", SCOPES, OWNER, "made-up")
    emulator().log_out()

    english, _ = said(key, file)

    assert "Log in again: gcloud auth application-default login" in english
    assert "Token has been expired or revoked" in english
