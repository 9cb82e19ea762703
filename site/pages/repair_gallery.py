"""Every service on offer, drawn before and after, with its price."""

from __future__ import annotations

from estimator.policy.offer import Service
from pages.drawings import drawing, names
from pages.html_elements import Html, tag
from pages.page_context import PageContext


def repair_gallery(context: PageContext) -> Html:
    """Return a figure for each service that has a drawing, called ``repair-`` and its code."""
    drawn = [one for one in context.policy.offered if f"repair-{one.code}" in names()]
    return tag("div", *(_figure(context, service) for service in drawn), class_="repairs")


def _figure(context: PageContext, service: Service) -> Html:
    price = context.taxed("taxed", price=context.guide(context.with_tax(service.code)))
    return tag(
        "figure",
        drawing(context, f"repair-{service.code}"),
        tag(
            "figcaption",
            tag("strong", context.in_(service.name)),
            " ",
            tag("span", price),
        ),
    )
