"""The estimator page in Chromium: links, pieces, mistakes, actions."""

from __future__ import annotations

import pytest

from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.browser.estimator_page import CHOICE
from tests.browser.navigation import focus
from tests.selection import in_turns

pytestmark = pytest.mark.shared_page


def test_another_piece_leaves_the_first_alone(visit: Visit) -> None:
    """An added piece is empty and leaves the fields of the first piece unchanged."""
    page = visit.answered("en", "#arrives=2026-06-01&piece=gold-plated,yes,refinish")
    page.click("#estimate-add")

    assert page.is_checked("#items-0-replating-yes")
    assert page.is_checked("#items-1-replating-not-sure")
    assert not page.is_checked("#items-1-services-refinish")

    page.check("#items-1-services-clean")
    page.locator("[data-remove]").first.click()
    assert page.is_checked("#items-0-services-clean")
    estimator_page.press(page)
    assert estimator_page.shown(page)["total"] == "from ¥1,320"


@pytest.mark.parametrize(("language", "sentence"), in_turns([
    ("en", "Work: Choose at least one."), ("ja", "修理内容：1つ以上お選びください。"),
], 2, first=1))  # fmt: skip
def test_mistakes_are_named_with_a_link_to_the_field(
    visit: Visit, language: str, sentence: str
) -> None:
    """The list of mistakes gets the focus, links to each field by keyboard, and disappears when corrected."""
    page = visit.open(language)
    page.uncheck("#items-0-services-refinish")
    page.click("#estimate-add")
    page.fill("#items-1-services-stone", "１００")
    page.click("#estimate-submit")
    page.wait_for_selector("#estimate-errors:not([hidden]) a")

    assert focus(page) == "estimate-errors"
    assert sentence in page.inner_text("#estimate-errors")
    assert "99" in page.inner_text("#items-1-services-stone-error")
    page.locator("#estimate-errors a").last.focus()
    page.keyboard.press("Enter")
    assert focus(page) == "items-1-services-stone"

    page.fill("#items-1-services-stone", "３")
    page.check("#items-0-services-clean")
    estimator_page.press(page)
    assert page.locator("#estimate-errors").is_hidden()
    assert page.locator("[aria-invalid]").count() == 0


def test_taking_it_along(visit: Visit) -> None:
    """Mail, text, link and calendar file contain the answer; the mail address has at most 1,500 bytes."""
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.answered("ja", estimator_page.with_check(CHOICE))
    code = page.inner_text("#estimate-code")

    mail = page.get_attribute("#estimate-mail", "href") or ""
    assert mail.startswith("mailto:repair@aujour.example?subject=")
    assert len(mail) <= 1500 and code in mail
    page.click("#estimate-copy")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert all(
        word in copied for word in (code, "ご注文番号", "お名前", "ご承認の上限額", "④ 石留め 3石")
    )
    page.click("#estimate-link")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url != estimator_page.without_check(link)
    assert estimator_page.without_check(link).endswith(CHOICE)
    with page.expect_download() as download:
        page.click("#estimate-calendar")
    text = download.value.path().read_bytes().decode()
    assert "DTSTART;VALUE=DATE:20260731" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert visit.violations == []
