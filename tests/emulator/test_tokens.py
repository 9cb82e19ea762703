"""Tokens of service accounts."""

from __future__ import annotations

import json
import time

import pytest
import requests
from google.auth.crypt import RSASigner
from google.auth.jwt import encode

from tests.emulator.clients import SCOPES


@pytest.fixture
def account(google, tmp_path):
    """The content of a key file."""
    return json.loads(google.credentials_file(tmp_path / "key.json").read_text())


def grant(google, account, **claims):
    """Ask for a token with these claims; return status and answer."""
    now = int(time.time())
    usual = {
        "iss": account["client_email"],
        "aud": "https://oauth2.googleapis.com/token",
        "scope": SCOPES[0],
        "iat": now,
        "exp": now + 3600,
    }
    assertion = encode(RSASigner.from_service_account_info(account), usual | claims).decode()
    form = {
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "assertion": claims.get("assertion", assertion),
    }
    answer = requests.post(f"{google.address}/token", data=form, timeout=5)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer made-up"}])
def test_a_request_without_a_good_token_is_refused(google, key, header):
    """With 401: there is none, or it is wrong."""
    answer = requests.get(f"{google.address}/v4/spreadsheets/{key}", headers=header, timeout=5)

    error = answer.json()["error"]
    assert (401, "UNAUTHENTICATED") == (answer.status_code, error["status"])
    assert error["message"].startswith("Request had invalid authentication credentials.")


@pytest.mark.parametrize("scope", ["gmail.send", "spreadsheets.readonly"])
def test_a_token_needs_a_scope_of_the_method(google, key, account, scope):
    """Neither one for mail nor one for reading may write."""
    _, answer = grant(google, account, scope=f"https://www.googleapis.com/auth/{scope}")
    header = {"Authorization": f"Bearer {answer['access_token']}"}

    address = f"{google.address}/v4/spreadsheets/{key}:batchUpdate"
    refused = requests.post(address, json={"requests": []}, headers=header, timeout=5)

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
def test_a_wrong_claim_gets_no_token(google, account, claims, code):
    """Audience, time, scope and account are checked."""
    status, answer = grant(google, account, **claims)

    assert (400, code) == (status, answer["error"])


def test_right_claims_get_a_token(google, account):
    """Those of the test above, without the wrong one."""
    assert 200 == grant(google, account)[0]
