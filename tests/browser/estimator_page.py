"""The estimator's page in Chromium: asking for an estimate, and reading it."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from typing import Any

from playwright.sync_api import Page

from estimator.policy.file import load_policy
from estimator.policy.model import HANDLING
from estimator.policy.tax import tax_on
from pages.shell_data import TEXTS_FILE
from pages.worked_examples import checksum

ANSWERED = "#estimate-answer:not([data-changed]) #estimate-copy"
CHOICE = "#asked=2026-05-20&arrives=2026-06-01&piece=gold-plated,not-sure,refinish,stone:3"
TOTAL = {"en": "¥3,410 – ¥5,390", "ja": "3,410円〜5,390円"}
CLEANED = {"en": "¥3,740 – ¥5,720", "ja": "3,740円〜5,720円"}
"""A choice, and what is shown for it, and with cleaning."""
POLICY = load_policy().on(date(2026, 5, 20))
PRICES = [
    str(rate + tax_on(rate, POLICY.tax_rate))
    for rate in (
        POLICY.rates[code].value for code in [*(one.code for one in POLICY.offered), HANDLING]
    )
]
"""The price list with tax on the day on which the tests build the site."""


TEXTS = tomllib.loads(TEXTS_FILE.read_text(encoding="utf-8"))


def said(name: str, language: str, **filled: object) -> str:
    """Return a sentence that the script of the page says, by its name among the texts."""
    return str(TEXTS[name][language]).format(**filled)


def press(page: Page) -> None:
    """Press Estimate and wait for the answer."""
    page.click("#estimate-submit")
    page.wait_for_selector(ANSWERED)


def with_check(choice: str) -> str:
    """Return the hash of a choice with its check, as the page writes it."""
    return f"#check={checksum(choice[1:])}&{choice[1:]}"


def without_check(address: str) -> str:
    """Return a link of the page without its check, which is the first part of the choice.

    >>> without_check("#check=1titwdk&asked=2026-05-20")
    '#asked=2026-05-20'
    """
    return re.sub(r"#check=[0-9a-z]+&", "#", address)


def shown(page: Page) -> dict[str, Any]:
    """Return the texts of the estimate on the screen."""
    return {
        "total": page.inner_text("#estimate-total"),
        "net": page.inner_text("#estimate-net"),
        "back": page.inner_text("#estimate-back"),
        "lines": page.locator(".estimator-lines tbody td:nth-child(2)").all_inner_texts(),
        "notices": page.locator(".estimator-know li").all_inner_texts(),
    }


def prices(page: Page) -> list[str]:
    """Return the visible prices with tax of the price list."""
    assert page.locator("#price-list").is_visible()
    amounts = page.locator(".repair-prices td:nth-child(2) .repair-amount").all()
    return [re.sub(r"\D", "", amount.inner_text()) for amount in amounts if amount.is_visible()]
