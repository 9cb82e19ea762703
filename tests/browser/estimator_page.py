"""The estimator's page in Chromium: asking for an estimate, and reading it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

ANSWERED = "#estimate-answer:not([data-changed]) #estimate-copy"
PRICES = ["770", "330", "990", "550", "1980", "1650", "990", "2200", "990"]


def press(page: Page) -> None:
    """Press Estimate and wait for the answer."""
    page.click("#estimate-submit")
    page.wait_for_selector(ANSWERED)


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
