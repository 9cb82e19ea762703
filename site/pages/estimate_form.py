"""The estimator's form, rendered from the policy.  Its contract: `site/shell/README.md`."""

from __future__ import annotations

import re

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.page_answer import answer_elements
from estimator.answers.refused_request import known_days
from estimator.policy.offer import UNKNOWN, Service
from estimator.rules.estimates import Estimate
from estimator.rules.items import Replating
from pages.coming_prices import coming_days, price_days
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext
from pages.periods import by_price
from pages.shell_data import data_block
from pages.symptom_list import symptom_buttons
from pages.tree_html import html_of
from pages.worked_examples import default_estimate

PIECE = "items[0]"
ANSWERS = {
    Replating.YES: "replating-yes",
    Replating.NO: "replating-no",
    Replating.NOT_SURE: "replating-not-sure",
}


def estimator(context: PageContext) -> Html:
    """Return the estimator: form, status, the answer to the default choice, data, script."""
    done = default_estimate(context)
    answer = html_of(answer_elements(context.writer(done), done.request.asked))
    section = tag(
        "section",
        form(done, context),
        _bar(context),
        tag(
            "div",
            tag("div", id="estimate-said", class_="estimator-said", role="status"),
            tag("div", id="estimate-status", class_="estimator-status", role="status"),
            tag(
                "p",
                context.text("starting-point"),
                id="estimate-example",
                class_="estimator-example",
            ),
            tag("div", answer, id="estimate-answer", class_="estimator-answer", aria_live="off"),
            tag("div", id="estimate-adding", class_="estimator-adding"),
            class_="estimator-result",
        ),
        id="estimator",
        class_="estimator",
        data_search_exclude=True,
    )
    return joined(section, _shell(context.writer(done), context))


def form(done: Estimate, context: PageContext) -> Html:
    """Return the form with one piece, filled in with the request of `done`."""
    return tag(
        "form",
        tag("noscript", tag("p", context.text("noscript"))),
        tag("div", id="estimate-errors", class_="estimator-errors", tabindex=-1, hidden=True),
        tag("input", type="hidden", name="asked", value=str(done.request.asked)),
        tag("div", _piece(done, context), id="estimate-pieces"),
        _button("estimate-add", context.text("add")),
        tag("p", id="estimate-pieces-note", class_="estimator-note", role="status"),
        _arrival(done, context),
        tag("button", context.text("submit"), type="submit", id="estimate-submit", disabled=True,
            class_="estimator-go"),
        id="estimate-form",
        class_="estimator-form",
        novalidate=True,
        autocomplete="off",
    )  # fmt: skip


def id_of(name: str) -> str:
    """Return the id of the field called `name`.

    >>> id_of("items[0].services.gold-plating")
    'items-0-services-gold-plating'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def _piece(done: Estimate, context: PageContext) -> Html:
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
        unit = context.in_(service.unit.label)
        most = context.in_(service.unit.times(service.most))
        notes += [Html(" "), tag("span", context.text("per", unit=unit))]
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
    price = context.guide(context.with_tax(code))
    return joined(context.taxed("taxed", price=price))


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


def _arrival(done: Estimate, context: PageContext) -> Html:
    first, last = known_days("arrives", context.policy)
    day = done.request.arrives
    return tag(
        "div",
        tag("label", context.text("arrival"), for_="arrives"),
        tag("input", type="date", id="arrives", name="arrives", value=str(day),
            min=str(first), max=str(last), aria_describedby="arrives-words"),
        tag("p", context.day(day), id="arrives-words", class_="estimator-hint"),
        class_="estimator-field",
        data_field="arrives",
    )  # fmt: skip


def _bar(context: PageContext) -> Html:
    """Return the bar at the foot of a phone's screen, which the shell fills in from the answer."""
    return tag(
        "button",
        tag("strong", id="estimate-bar-total"),
        " ",
        tag("span", context.answer_text("back"), " ", tag("span", id="estimate-bar-back")),
        " ",
        tag("span", context.text("to-answer"), class_="estimator-bar-way"),
        type="button",
        id="estimate-bar",
        class_="estimator-bar",
        hidden=True,
    )


def _button(name: str, text: str) -> Html:
    return tag("button", text, type="button", id=name, hidden=True)


def _shell(writer: AnswerWriter, context: PageContext) -> Html:
    """Return the elements that start the shell, or a sentence if the runtime is not built."""
    if context.manifest is None:
        styles = f"{context.root}assets/stylesheets/estimator.css"
        return joined(
            tag("link", rel="stylesheet", href=styles),
            tag("p", context.text("not-built"), class_="estimator-not-built"),
        )
    shell, folder = context.manifest["shell"], f"{context.root}estimator/"
    return joined(
        tag("link", rel="stylesheet", href=f"{folder}{shell['styles']}", data_head=True),
        tag(
            "script",
            Html(shell["early"]),
            data_worker=f"{folder}{shell['worker']}",
            data_head=True,
        ),
        data_block(writer, context),
        # All that it works on is above it: form and answer are right when the page is drawn first.
        tag("script", Html(shell["page"])),
    )
