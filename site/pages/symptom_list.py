"""What happened to a piece: each symptom with its drawing, what answers it and what that costs."""

from __future__ import annotations

from collections.abc import Iterator

from estimator.policy.offer import Remedy, Service, Symptom
from pages.drawings import drawing, line_drawing
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext


def symptom_list(context: PageContext) -> Html:
    """Return a card for each symptom that something can be done about."""
    cards = [
        _card(context, symptom)
        for symptom in context.policy.symptoms
        if symptom.remedy is not Remedy.NOT_OFFERED
    ]
    return tag("div", *cards, class_="symptoms")


def not_offered_list(context: PageContext) -> Html:
    """Return what the shop does not do, each with a heading that search leads to."""
    return joined(
        *(
            tag(
                "div",
                tag("h3", context.in_(symptom.label), id=symptom.code),
                tag("p", context.in_(symptom.text)),
                class_="symptom-refused",
            )
            for symptom in context.policy.symptoms
            if symptom.remedy is Remedy.NOT_OFFERED
        )
    )


def symptom_buttons(context: PageContext) -> Html:
    """Return the pictures of the form that tick services; nothing without symptoms to choose from."""
    buttons = [
        tag(
            "button",
            line_drawing(context, symptom.drawing, silent=True) if symptom.drawing else "",
            tag("span", context.in_(symptom.label)),
            type="button",
            aria_pressed="false",
            disabled=True,
            data_symptom=symptom.code,
            data_services=" ".join(service.code for service in services),
            data_material=symptom.material,
        )
        for symptom in context.policy.symptoms
        if (services := services_of(context, symptom))
    ]
    if not buttons:
        return Html("")
    others = f"{context.language_root}what-happened/#something-else"
    return tag(
        "div",
        tag(
            "fieldset",
            tag("legend", context.text("symptoms")),
            tag("div", *buttons, class_="estimator-symptoms"),
            tag(
                "p", tag("a", context.text("symptoms-others"), href=others), class_="estimator-hint"
            ),
        ),
        class_="estimator-field estimator-what",
    )


def symptom_strip(context: PageContext) -> Html:
    """Return the pictures of the first page, each a link to what is done about it."""
    root = context.language_root
    links = [
        tag(
            "a",
            line_drawing(context, symptom.drawing, silent=True),
            tag("span", context.in_(symptom.label)),
            href=f"{root}what-happened/#{symptom.code}",
        )
        for symptom in context.policy.symptoms
        if symptom.drawing and symptom.remedy is not Remedy.NOT_OFFERED
    ]
    return tag("div", *links, class_="symptom-strip")


def services_of(context: PageContext, symptom: Symptom) -> list[Service]:
    """Return the services that answer a symptom and have a price today."""
    return [service for service in context.policy.offered if service.code in symptom.services]


def _card(context: PageContext, symptom: Symptom) -> Html:
    services = services_of(context, symptom)
    picture = drawing(context, symptom.drawing, silent=True) if symptom.drawing else Html("")
    return tag(
        "section",
        picture,
        tag(
            "div",
            tag("h2", context.in_(symptom.label), id=symptom.code),
            tag("p", context.in_(symptom.text)),
            tag("p", _link(context, symptom, services), *_prices(context, services)),
        ),
        class_="symptom",
    )


def _prices(context: PageContext, services: list[Service]) -> Iterator[Html]:
    """Yield the price of each service."""
    for service in services:
        price = f"{context.list_price(service.code)} {context.per(service)}".strip()
        yield tag("span", price, class_="symptom-price")


def _link(context: PageContext, symptom: Symptom, services: list[Service]) -> Html:
    root = context.language_root
    if not services:
        return tag("a", context.text("symptom-ask"), href=f"{root}what-happens/#photos")
    names = context.text("list").join(context.in_(service.name) for service in services)
    text = context.text("symptom-estimate", names=names)
    return tag("a", text, href=f"{root}estimator/#what={symptom.code}")
