"""An estimate as HTML, built as `site/shell/view.js` builds it, so that one style fits both."""

from __future__ import annotations

from itertools import groupby

from estimator.answers import wording
from estimator.rules import codes
from estimator.rules.estimates import Estimate
from estimator.rules.quotes import LineItem
from pages.html_elements import Html, joined, tag
from pages.page_context import PageContext
from pages.timeline_drawing import timeline


def prerendered(done: Estimate, context: PageContext) -> Html:
    """Return the whole answer that stands in the page before the first press."""
    quote, schedule = done.quote, done.schedule
    headline = context.text("total" if quote.tax else "total-exempt")
    days = context.text("after", days=schedule.days)
    return joined(
        tag("h2", context.text("estimate"), id="estimate-heading", tabindex=-1),
        tag("p", context.text("starting-point", day=context.day(schedule.arrives)), class_="estimator-example"),
        tag("p", tag("span", headline), " ",
            tag("strong", context.range(quote.total), id="estimate-total"), class_="estimator-total"),
        _net(done, context),
        tag("p", tag("span", context.text("back")), " ",
            tag("strong", context.day(schedule.back), id="estimate-back"), " ",
            tag("span", f"({days})"), class_="estimator-back"),
        _clock(done, context),
        tag("h3", context.text("timeline")),
        timeline(schedule, context),
        tag("h3", context.text("lines")),
        breakdown(done, context),
        tag("h3", context.text("know")),
        tag("ul", *(_notices(done, context)), class_="estimator-notices"),
        tag("p", context.text("code"), " ",
            tag("code", codes.encode(done.request, done.policy), id="estimate-code"), tag("br"),
            context.text("edition", day=context.day(quote.edition),
                         day2=context.day(done.request.asked)), class_="estimator-small"),
    )  # fmt: skip


def breakdown(done: Estimate, context: PageContext, *, sums: bool = True) -> Html:
    """Return the lines, piece by piece, each with the rule that made it."""
    bodies = []
    for item, lines in groupby(done.quote.lines, key=lambda line: line.item):
        title = tag("th", _piece(item, done, context), colspan=3, scope="rowgroup")
        bodies.append(tag("tbody", tag("tr", title), *(_line(line, context) for line in lines)))
    head = (context.text("work"), context.text("amount"), context.text("why"))
    titles = tag("thead", tag("tr", *(tag("th", title, scope="col") for title in head)))
    foot = tag("tfoot", *_sums(done, context)) if sums else Html("")
    return tag("table", titles, *bodies, foot, class_="estimator-lines")


def why(clause: str, context: PageContext) -> Html:
    """Return the link to a rule."""
    title = context.in_(context.policy.clauses[clause].title)
    return tag(
        "a", title, href=f"{context.language_root}repair/#{clause.lower()}", class_="estimator-why"
    )


def _net(done: Estimate, context: PageContext) -> Html:
    if not done.quote.tax or not context.policy.tax:
        return Html("")
    amount = tag("span", context.range(done.quote.net), id="estimate-net")
    rule = why(context.policy.tax.clause, context)
    return tag("p", context.text("net"), " ", amount, " ", rule, class_="estimator-net")


def _clock(done: Estimate, context: PageContext) -> Html:
    schedule = done.schedule
    if not schedule.batch or not schedule.cutoff:
        return Html("")
    month = context.month_name(schedule.batch.month)
    text = context.text("clock", cutoff=context.day(schedule.cutoff), month=month)
    return tag("p", text, class_="estimator-clock", id="estimate-clock")


def _piece(item: int | None, done: Estimate, context: PageContext) -> str:
    if item is None:
        return context.text("request")
    material = done.policy.materials[done.request.items[item - 1].material]
    return context.text("piece", n=item, material=context.in_(material.label))


def _line(line: LineItem, context: PageContext) -> Html:
    name = wording.line_name(line, context.policy, context.language)
    perhaps = "" if line.certain else f" ({context.text('perhaps')})"
    return tag(
        "tr",
        tag("td", name + perhaps),
        tag("td", context.money(line.amount)),
        tag("td", why(line.clause, context)),
        class_=None if line.certain else "estimator-perhaps",
    )


def _sums(done: Estimate, context: PageContext) -> list[Html]:
    quote, tax = done.quote, context.policy.tax

    def row(name: str, amount: str, clause: str = "") -> Html:
        rule = why(clause, context) if clause else Html("")
        return tag("tr", tag("th", name, scope="row"), tag("td", amount), tag("td", rule))

    if not quote.tax or not tax:
        return [row(context.text("total-exempt"), context.range(quote.total))]
    return [
        row(context.text("net"), context.range(quote.net)),
        row(context.in_(tax.label), context.range(quote.tax), tax.clause),
        row(context.text("total"), context.range(quote.total)),
    ]


def _notices(done: Estimate, context: PageContext) -> list[Html]:
    return [
        tag("li", wording.notice_text(notice, done.policy, context.language), " ",
            why(notice.clause, context))
        for notice in done.notices
    ]  # fmt: skip
