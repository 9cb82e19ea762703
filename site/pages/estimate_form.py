"""The estimator's form, rendered from the policy.  What it must hold: `site/shell/README.md`."""

from __future__ import annotations

import re
from pathlib import Path

from estimator.policy.offer import Material, Service
from estimator.rules.estimates import Estimate
from estimator.rules.quotes import Replating
from pages.estimate_answer import prerendered
from pages.estimate_data import data_block
from pages.examples import starting_point
from pages.markup import Html, joined, tag
from pages.setting import Setting

PIECE = "items[0]"
EARLY = Path(__file__).parents[1] / "shell" / "early.js"


def estimator(setting: Setting) -> Html:
    """Return the whole estimator: form, status, the answer to the default choice, data, script."""
    done = starting_point(setting)
    section = tag(
        "section",
        form(done, setting),
        tag("div", id="estimate-status", class_="estimator-status", role="status"),
        tag("div", prerendered(done, setting), id="estimate-answer", class_="estimator-answer",
            aria_live="off"),
        id="estimator",
        class_="estimator",
        data_search_exclude=True,
    )  # fmt: skip
    return joined(section, _shell(setting))


def form(done: Estimate, setting: Setting) -> Html:
    """Return the form with one piece, filled in as `done` was asked."""
    return tag(
        "form",
        tag("noscript", tag("p", setting.word("noscript"))),
        tag("div", id="estimate-errors", class_="estimator-errors", tabindex=-1, hidden=True),
        tag("input", type="hidden", name="asked", value=str(done.request.asked)),
        tag("div", _piece(done, setting), id="estimate-pieces"),
        _button("estimate-add", setting.word("add")),
        _arrival(done, setting),
        tag("button", setting.word("submit"), type="submit", id="estimate-submit", disabled=True,
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


def _piece(done: Estimate, setting: Setting) -> Html:
    item = done.request.items[0]
    services = [
        _service(service, item.services.get(service.code), setting)
        for service in setting.policy.offered
    ]
    name = f"{PIECE}.services"
    return tag(
        "fieldset",
        tag("legend", setting.word("form-piece", n=1), data_piece_title=True),
        _material(item.material, setting),
        tag("div", tag("fieldset", tag("legend", setting.word("services")), *services),
            class_="estimator-field", data_field=name),
        _replating(item.replating, setting),
        tag("button", setting.word("remove"), type="button", data_remove=True, hidden=True),
        class_="estimator-piece",
        data_piece=True,
    )  # fmt: skip


def _material(chosen: str, setting: Setting) -> Html:
    name = f"{PIECE}.material"

    def option(material: Material) -> Html:
        text, code = setting.in_(material.label), material.code
        return tag("option", text, value=code, selected=code == chosen)

    options = [option(material) for material in setting.policy.materials.values()]
    return tag(
        "div",
        tag("label", setting.word("material"), for_=id_of(name)),
        tag("select", *options, id=id_of(name), name=name),
        class_="estimator-field",
        data_field=name,
    )


def _service(service: Service, count: int | None, setting: Setting) -> Html:
    name = f"{PIECE}.services.{service.code}"
    hint = id_of(name) + "-hint"
    price = setting.word("from-with-tax", price=setting.guide(setting.with_tax(service.code)))
    notes = [tag("span", price, class_="estimator-price")]
    if service.unit:
        unit = setting.in_(service.unit.label)
        most = setting.in_(service.unit.counted).replace("{n}", str(service.most))
        notes += [Html(" "), tag("span", setting.word("per", unit=unit))]
        notes += [tag("br"), tag("span", setting.word("count-hint", most=most))]
        field = tag("input", type="text", inputmode="numeric", maxlength=len(str(service.most)) + 1,
                    size=3, id=id_of(name), name=name, value=str(count) if count else "",
                    aria_describedby=hint)  # fmt: skip
    else:
        field = tag("input", type="checkbox", id=id_of(name), name=name, value="1",
                    checked=bool(count), aria_describedby=hint)  # fmt: skip
    if service.note:
        notes += [tag("br"), tag("span", setting.in_(service.note))]
    text = f"{service.sign} {setting.in_(service.label)}"
    inside = (text, field) if service.unit else (field, text)
    return tag(
        "div",
        tag("label", *inside, for_=id_of(name)),
        tag("p", *notes, id=hint, class_="estimator-hint"),
        class_="estimator-field estimator-service",
        data_field=name,
    )


def _replating(chosen: Replating, setting: Setting) -> Html:
    """Return the question about re-plating; nothing where the policy never asks it.  Source: P6."""
    policy = setting.policy
    materials = sorted({code for rule in policy.surcharges for code in rule.materials})
    if not materials:
        return Html("")
    name = f"{PIECE}.replating"
    after = {code for rule in policy.surcharges for code in rule.after}
    signs = setting.word("comma").join(
        f"{service.sign} {setting.in_(service.label)}"
        for service in policy.offered
        if service.code in after
    )
    hint = id_of(name) + "-hint"
    choices = [
        tag("label",
            tag("input", type="radio", id=f"{id_of(name)}-{answer.value}", name=name,
                value=answer.value, checked=answer is chosen),
            setting.word(answer.value), for_=f"{id_of(name)}-{answer.value}",
            class_="estimator-choice")
        for answer in Replating
    ]  # fmt: skip
    return tag(
        "div",
        tag(
            "fieldset",
            tag("legend", setting.word("replating")),
            tag(
                "p",
                setting.word("replating-hint", services=signs),
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


def _arrival(done: Estimate, setting: Setting) -> Html:
    calendar = setting.policy.calendar
    day = done.request.arrives
    return tag(
        "div",
        tag("label", setting.word("arrival"), for_="arrives"),
        tag("input", type="date", id="arrives", name="arrives", value=str(day),
            min=str(calendar.first), max=str(calendar.last), aria_describedby="arrives-words"),
        tag("p", setting.day(day), id="arrives-words", class_="estimator-hint"),
        class_="estimator-field",
        data_field="arrives",
    )  # fmt: skip


def _button(name: str, text: str) -> Html:
    return tag("button", text, type="button", id=name, hidden=True)


def _early() -> Html:
    """Return the script that stands in the page, without its comments."""
    text = EARLY.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith(("//", "/*", "*"))]
    return Html("\n".join(filter(None, lines)))


def _shell(setting: Setting) -> Html:
    """Return what starts the shell, or a sentence where the runtime is not built."""
    if setting.manifest is None:
        styles = f"{setting.root}assets/stylesheets/estimator.css"
        return joined(
            tag("link", rel="stylesheet", href=styles),
            tag("p", setting.word("not-built"), class_="estimator-not-built"),
        )
    shell, folder = setting.manifest["shell"], f"{setting.root}estimator/"
    return joined(
        tag("link", rel="stylesheet", href=f"{folder}{shell['styles']}", data_head=True),
        tag("script", _early(), data_worker=f"{folder}{shell['worker']}", data_head=True),
        data_block(setting),
        tag("script", type="module", src=f"{folder}{shell['start']}"),
    )
