"""The estimator's form, rendered from the policy.  Its contract: `site/shell/README.md`.

The fields of a piece are in `form_piece`.
"""

from __future__ import annotations

from estimator.answers.answer_writer import AnswerWriter
from estimator.answers.page_answer import answer_elements
from estimator.answers.refused_request import known_days
from estimator.rules.estimates import Estimate
from pages.form_piece import piece_fields
from pages.html_elements import Html, html_of, joined, tag
from pages.page_context import PageContext
from pages.shell_data import data_block
from pages.worked_examples import default_estimate


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
        tag("div", piece_fields(done, context), id="estimate-pieces"),
        tag("button", context.text("add"), type="button", id="estimate-add", hidden=True),
        tag("p", id="estimate-pieces-note", class_="estimator-note", role="status"),
        _arrival(done, context),
        tag("button", context.text("submit"), type="submit", id="estimate-submit", disabled=True,
            class_="estimator-go"),
        id="estimate-form",
        class_="estimator-form",
        novalidate=True,
        autocomplete="off",
    )  # fmt: skip


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
