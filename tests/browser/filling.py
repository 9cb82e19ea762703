"""Filling the form as a person would, and reading the answer from the screen."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page

Request = dict[str, Any]
ANSWERED = "#estimate-answer:not([data-changed]) #estimate-copy"
PRICES = ["770", "330", "990", "550", "1980", "1650", "990", "2200", "990"]


def fill(page: Page, request: Request) -> None:
    """Bring the form from whatever it holds to `request`."""
    pieces = page.locator("[data-piece]")
    while pieces.count() > len(request["items"]):
        pieces.last.locator("[data-remove]").click()
    while pieces.count() < len(request["items"]):
        page.click("#estimate-add")
    for at, item in enumerate(request["items"]):
        fill_piece(page, at, item)
    page.fill("#arrives", request["arrives"])
    page.locator("[name=asked]").evaluate(
        "(field, day) => { field.value = day; field.dispatchEvent(new Event('change', {bubbles: true})) }",
        request["asked"],
    )


def fill_piece(page: Page, at: int, item: Request) -> None:
    """Bring one piece to `item`."""
    page.select_option(f"#items-{at}-material", item["material"])
    answer = page.locator(f"#items-{at}-replating-{item.get('replating', 'not-sure')}")
    if answer.is_visible():
        answer.check()
    services = page.locator(f'[name^="items[{at}].services."]')
    for number in range(services.count()):
        field = services.nth(number)
        code = (field.get_attribute("name") or "").rpartition(".")[2]
        count = item["services"].get(code, 0)
        if field.get_attribute("type") == "checkbox":
            field.set_checked(bool(count))
        else:
            field.fill(str(count or ""))


def press(page: Page) -> None:
    """Ask for the estimate and wait for it."""
    page.click("#estimate-submit")
    page.wait_for_selector(ANSWERED)


def told(page: Page) -> dict[str, Any]:
    """Return what the screen says."""
    return {
        "total": page.inner_text("#estimate-total"),
        "net": page.inner_text("#estimate-net"),
        "back": page.inner_text("#estimate-back"),
        "lines": page.locator(".estimator-lines tbody td:nth-child(2)").all_inner_texts(),
        "notices": page.locator(".estimator-notices li").all_inner_texts(),
    }


def prices(page: Page) -> list[str]:
    """Return the prices with tax that can be seen in the price list of the page."""
    assert page.locator("#price-list").is_visible()
    amounts = page.locator(".repair-prices td:nth-child(2) .repair-amount").all()
    return [re.sub(r"\D", "", amount.inner_text()) for amount in amounts if amount.is_visible()]
