"""What happened to it: pictures that tick services, on the form and from the page of symptoms."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from estimator.policy.file import load_policy
from estimator.policy.offer import Remedy
from tests.browser import estimator_page
from tests.browser.conftest import Visit
from tests.selection import in_turns

pytestmark = pytest.mark.shared_page

SYMPTOMS = load_policy().undated.symptoms
REPAIRS = [symptom for symptom in SYMPTOMS if symptom.remedy is Remedy.REPAIR]


def chosen(page: Page) -> list[str]:
    """Return the services that the first piece has."""
    fields = page.locator("[name^='items[0].services.']")
    return fields.evaluate_all(
        "all => all.filter(one => one.type === 'checkbox' ? one.checked : one.value)"
        ".map(one => one.name.split('.').pop())"
    )


def pressed(page: Page) -> list[str]:
    """Return the symptoms whose pictures count as chosen."""
    buttons = page.locator("[data-symptom][aria-pressed=true]")
    return buttons.evaluate_all("all => all.map(one => one.dataset.symptom)")


def test_a_picture_ticks_what_answers_it(visit: Visit) -> None:
    """The first picture replaces the example, another adds, a second press takes back; Python answers."""
    page = visit.open()
    page.click("[data-symptom=stone-out]:enabled")
    assert (["stone"], ["stone-out"]) == (chosen(page), pressed(page))

    page.click("[data-symptom=white-worn]")
    assert ["stone", "rhodium-plating"] == chosen(page)
    assert page.input_value("#items-0-material") == "rhodium-plated"

    page.click("[data-symptom=stone-out]")
    assert (["rhodium-plating"], ["white-worn"]) == (chosen(page), pressed(page))
    estimator_page.press(page)
    assert estimator_page.shown(page)["total"] == "from ¥2,640"

    page.uncheck("#items-0-services-rhodium-plating")
    assert pressed(page) == []


def test_own_ticks_stay(visit: Visit) -> None:
    """A picture adds to what was ticked by hand."""
    page = visit.open()
    page.check("#items-0-services-clean")
    page.click("[data-symptom=bent]:enabled")

    assert ["refinish", "clean", "reshape"] == chosen(page)


def test_the_page_of_symptoms_leads_to_the_answer(visit: Visit) -> None:
    """A repair of the page of symptoms opens the form with its services, and is answered."""
    page = visit.open("ja", page="what-happened/")
    links = page.locator(".symptom a[href*='#what=']")
    addresses = [link.get_attribute("href") or "" for link in links.all()]
    assert [f"../../ja/estimator/#what={symptom.code}" for symptom in REPAIRS] == addresses

    for symptom in in_turns(REPAIRS, 4):
        visit.leave()
        visit.open("ja", f"#what={symptom.code}")
        page.wait_for_selector(estimator_page.ANSWERED)
        assert list(symptom.services) == chosen(page)
        assert symptom.code in pressed(page)
    assert visit.violations == []


def test_an_unknown_symptom_changes_nothing(visit: Visit) -> None:
    """A link to a symptom that the policy does not have leaves the example."""
    page = visit.open("en", "#what=melted")
    page.wait_for_selector("[data-symptom]:enabled")

    assert ["refinish"] == chosen(page)
