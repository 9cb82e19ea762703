"""A service account signs in as with Google; whoever does not gets 401."""

from __future__ import annotations

import json
import time

import pytest
import requests
from google.auth.crypt import RSASigner
from google.auth.exceptions import RefreshError
from google.auth.jwt import encode
from google.auth.transport.requests import Request
from google.oauth2.service_account import Credentials

from tests.emulator.talking import SCOPES, gspread_for


@pytest.fixture
def held(google, tmp_path):
    """What the key file holds."""
    return json.loads(google.credentials_file(tmp_path / "key.json").read_text())


def grant(google, held, **claims):
    """Ask for a token with these claims; return status and answer."""
    now = int(time.time())
    usual = {
        "iss": held["client_email"],
        "aud": "https://oauth2.googleapis.com/token",
        "scope": SCOPES[0],
        "iat": now,
        "exp": now + 3600,
    }
    assertion = encode(RSASigner.from_service_account_info(held), usual | claims).decode()
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": claims.get("assertion", assertion),
    }
    answer = requests.post(f"{google.address}/token", data=form, timeout=5)
    return answer.status_code, answer.json()


def test_google_auth_gets_a_token_and_reads(google, key, tmp_path):
    """The real client signs in once and asks three times."""
    client = gspread_for(google, tmp_path)

    for _ in range(3):
        client.open_by_key(key).fetch_sheet_metadata()

    assert 1 == len(google.token_requests)


def test_a_token_that_is_worthless_is_fetched_again(google, key, tmp_path):
    """After 401 google-auth signs in anew and the request succeeds."""
    client = gspread_for(google, tmp_path)
    client.open_by_key(key)
    google.forget_tokens()

    assert "Desk" == client.open_by_key(key).title
    assert 2 == len(google.token_requests)


@pytest.mark.parametrize(
    "header",
    [
        ({}, "Request is missing required authentication credential."),
        ({"Authorization": "Bearer made-up"}, "Request had invalid authentication credentials."),
    ],
    ids=["no token", "wrong token"],
)
def test_without_a_token_there_is_nothing(google, key, header):
    """Both get 401 and UNAUTHENTICATED."""
    sent, said = header
    answer = requests.get(f"{google.address}/v4/spreadsheets/{key}", headers=sent, timeout=5)

    error = answer.json()["error"]
    assert (401, "UNAUTHENTICATED") == (answer.status_code, error["status"])
    assert error["message"].startswith(said)


def test_a_token_needs_the_right_scope(google, key, held):
    """A token for mail does not open spreadsheets."""
    _, answer = grant(google, held, scope="https://www.googleapis.com/auth/gmail.send")
    header = {"Authorization": f"Bearer {answer['access_token']}"}

    refused = requests.get(f"{google.address}/v4/spreadsheets/{key}", headers=header, timeout=5)

    assert 403 == refused.status_code
    assert "insufficient authentication scopes" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"aud": "https://example.com/token"}, "invalid_grant"),
        ({"iat": 1_000_000_000, "exp": 1_000_003_600}, "invalid_grant"),
        ({"exp": int(time.time()) + 90_000}, "invalid_grant"),
        ({"scope": ""}, "invalid_scope"),
        ({"iss": "nobody@example.com"}, "invalid_grant"),
        ({"assertion": "no.jwt.here"}, "invalid_grant"),
    ],
    ids=["audience", "too old", "too long", "no scope", "unknown account", "no token at all"],
)
def test_a_wrong_claim_gets_no_token(google, held, claims, code):
    """Audience, time, scope and account are looked at."""
    status, answer = grant(google, held, **claims)

    assert (400, code) == (status, answer["error"])


def test_a_right_claim_gets_one(google, held):
    """The claims of the test before are right but for the one they change."""
    assert 200 == grant(google, held)[0]


def test_somebody_elses_key_is_refused(google, held):
    """The signature must be the account's own; google-auth says so."""
    other = google._server.accounts.credentials("other@example.com", google.address)
    mixed = held | {"private_key": other["private_key"]}

    with pytest.raises(RefreshError, match="Invalid JWT Signature"):
        Credentials.from_service_account_info(mixed, scopes=SCOPES).refresh(Request())
