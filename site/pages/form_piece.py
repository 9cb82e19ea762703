"""The fields of one piece in the estimator's form: material, services with their prices, re-plating."""

from __future__ import annotations

import re

from estimator.policy.offer import UNKNOWN, Service
from estimator.rules.estimates import Estimate
from estimator.rules.items import Replating
from pages.coming_prices import coming_days, price_days
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext
from pages.periods import by_price
from pages.symptom_list import symptom_buttons

PIECE = "items[0]"
ANSWERS = {
    Replating.YES: "replating-yes",
    Replating.NO: "replating-no",
    Replating.NOT_SURE: "replating-not-sure",
}


def id_of(name: str) -> str:
    """Return the id of the field called `name`.

    >>> id_of("items[0].services.gold-plating")
    'items-0-services-gold-plating'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def piece_fields(done: Estimate, context: PageContext) -> Html:
    """Return the fields of one piece, filled in with that of `done`."""
    item = done.request.items[0]
    services = [
        _service(service, item.services.get(service.code), context)
        for service in context.policy.offered
    ]
    name = f"{PIECE}.services"
    return tag(
        "fieldset",
        tag("legend", context.answer_text("piece-only", n=1), data_piece_title=True),
        symptom_buttons(context),
        _material(item.material, context),
        tag("div", tag("fieldset", tag("legend", context.text("services")), _coming_prices(context), *services),
            class_="estimator-field", data_field=name),
        _replating(item.replating, context),
        tag("button", context.text("remove"), type="button", data_remove=True, hidden=True),
        class_="estimator-piece",
        data_piece=True,
        data_example=True,
    )  # fmt: skip


def _material(chosen: str, context: PageContext) -> Html:
    name = f"{PIECE}.material"

    policy = context.policy
    choices = policy.material_labels
    if policy.unknown_material:
        choices[UNKNOWN] = policy.unknown_material.choice
    options = [
        tag("option", context.in_(label), value=code, selected=code == chosen)
        for code, label in choices.items()
    ]
    return tag(
        "div",
        tag("label", context.text("material"), for_=id_of(name)),
        tag("select", *options, id=id_of(name), name=name),
        class_="estimator-field",
        data_field=name,
    )


def _service(service: Service, count: int | None, context: PageContext) -> Html:
    name = f"{PIECE}.services.{service.code}"
    hint = id_of(name) + "-hint"
    notes = [tag("span", Html(by_price(_price)(context, service.code)), class_="estimator-price")]
    if service.unit:
        most = context.in_(service.unit.times(service.most))
        notes += [Html(" "), tag("span", context.per(service))]
        notes += [tag("br"), tag("span", context.text("count-hint", most=most))]
        field = tag("input", type="text", inputmode="numeric", maxlength=len(str(service.most)) + 1,
                    size=3, id=id_of(name), name=name, value=str(count) if count else "",
                    aria_describedby=hint)  # fmt: skip
    else:
        field = tag("input", type="checkbox", id=id_of(name), name=name, value="1",
                    checked=bool(count), aria_describedby=hint)  # fmt: skip
    if service.note:
        notes += [tag("br"), tag("span", context.in_(service.note))]
    text = context.in_(service.name)
    inside = (text, field) if service.unit else (field, text)
    return tag(
        "div",
        tag("label", *inside, for_=id_of(name)),
        tag("p", *notes, id=hint, class_="estimator-hint"),
        class_="estimator-field estimator-service",
        data_field=name,
    )


def _coming_prices(context: PageContext) -> Html:
    """Return the days of the prices where some are known to change; else they are below the price list only."""
    if not coming_days(context):
        return Html("")
    return Html(by_price(price_days, "section")(context))


def _price(context: PageContext, code: str) -> Html:
    return joined(context.list_price(code))


def _replating(chosen: Replating, context: PageContext) -> Html:
    """Return the question about re-plating; empty if the policy has no such rule.  Source: P6."""
    policy = context.policy
    materials = sorted({code for rule in policy.surcharges for code in rule.materials})
    if not materials:
        return Html("")
    name = f"{PIECE}.replating"
    after = {code for rule in policy.surcharges for code in rule.after}
    names = context.text("comma").join(
        context.in_(service.name) for service in policy.offered if service.code in after
    )
    services = [policy.services[code] for code in {rule.service for rule in policy.surcharges}]
    added = context.text("comma").join(context.in_(service.name) for service in services)
    sign = context.text("comma").join(service.sign for service in services)
    hint = id_of(name) + "-hint"
    choices = [
        tag("label",
            tag("input", type="radio", id=f"{id_of(name)}-{answer.value}", name=name,
                value=answer.value, checked=answer is chosen),
            context.text(ANSWERS[answer], sign=sign), for_=f"{id_of(name)}-{answer.value}",
            class_="estimator-choice")
        for answer in Replating
    ]  # fmt: skip
    return tag(
        "div",
        tag(
            "fieldset",
            tag("legend", context.text("replating", added=added)),
            tag(
                "p",
                context.text("replating-hint", services=names),
                id=hint,
                class_="estimator-hint",
            ),
            *choices,
            data_materials=" ".join(materials),
            aria_describedby=hint,
        ),
        class_="estimator-field",
        data_field=name,
    )
