"""An estimate as HTML, built as `site/shell/view.js` builds it, so that one style fits both."""

from __future__ import annotations

from itertools import groupby

from estimator.answers import wording
from estimator.rules import codes
from estimator.rules.estimates import Estimate
from estimator.rules.quotes import LineItem
from pages.markup import Html, joined, tag
from pages.setting import Setting
from pages.timeline_drawing import timeline


def prerendered(done: Estimate, setting: Setting) -> Html:
    """Return the whole answer that stands in the page before the first press."""
    quote, schedule = done.quote, done.schedule
    headline = setting.word("total" if quote.tax else "total-exempt")
    days = setting.word("after", days=schedule.days)
    return joined(
        tag("h2", setting.word("estimate"), id="estimate-heading", tabindex=-1),
        tag("p", setting.word("starting-point", day=setting.day(schedule.arrives)), class_="estimator-example"),
        tag("p", tag("span", headline), " ",
            tag("strong", setting.range(quote.total), id="estimate-total"), class_="estimator-total"),
        _net(done, setting),
        tag("p", tag("span", setting.word("back")), " ",
            tag("strong", setting.day(schedule.back), id="estimate-back"), " ",
            tag("span", f"({days})"), class_="estimator-back"),
        _clock(done, setting),
        tag("h3", setting.word("timeline")),
        timeline(schedule, setting),
        tag("h3", setting.word("lines")),
        breakdown(done, setting),
        tag("h3", setting.word("know")),
        tag("ul", *(_notices(done, setting)), class_="estimator-notices"),
        tag("p", setting.word("code"), " ",
            tag("code", codes.encode(done.request, done.policy), id="estimate-code"), tag("br"),
            setting.word("edition", day=setting.day(quote.edition),
                         day2=setting.day(done.request.asked)), class_="estimator-small"),
    )  # fmt: skip


def breakdown(done: Estimate, setting: Setting, *, sums: bool = True) -> Html:
    """Return the lines, piece by piece, each with the rule that made it."""
    bodies = []
    for item, lines in groupby(done.quote.lines, key=lambda line: line.item):
        title = tag("th", _piece(item, done, setting), colspan=3, scope="rowgroup")
        bodies.append(tag("tbody", tag("tr", title), *(_line(line, setting) for line in lines)))
    head = (setting.word("work"), setting.word("amount"), setting.word("why"))
    titles = tag("thead", tag("tr", *(tag("th", title, scope="col") for title in head)))
    foot = tag("tfoot", *_sums(done, setting)) if sums else Html("")
    return tag("table", titles, *bodies, foot, class_="estimator-lines")


def why(clause: str, setting: Setting) -> Html:
    """Return the link to a rule."""
    title = setting.in_(setting.policy.clauses[clause].title)
    return tag("a", title, href=f"{setting.home}repair/#{clause.lower()}", class_="estimator-why")


def _net(done: Estimate, setting: Setting) -> Html:
    if not done.quote.tax or not setting.policy.tax:
        return Html("")
    amount = tag("span", setting.range(done.quote.net), id="estimate-net")
    rule = why(setting.policy.tax.clause, setting)
    return tag("p", setting.word("net"), " ", amount, " ", rule, class_="estimator-net")


def _clock(done: Estimate, setting: Setting) -> Html:
    schedule = done.schedule
    if not schedule.batch or not schedule.cutoff:
        return Html("")
    month = setting.month_name(schedule.batch.month)
    text = setting.word("clock", cutoff=setting.day(schedule.cutoff), month=month)
    return tag("p", text, class_="estimator-clock", id="estimate-clock")


def _piece(item: int | None, done: Estimate, setting: Setting) -> str:
    if item is None:
        return setting.word("request")
    material = done.policy.materials[done.request.items[item - 1].material]
    return setting.word("piece", n=item, material=setting.in_(material.label))


def _line(line: LineItem, setting: Setting) -> Html:
    name = wording.line_name(line, setting.policy, setting.language)
    perhaps = "" if line.certain else f" ({setting.word('perhaps')})"
    return tag(
        "tr",
        tag("td", name + perhaps),
        tag("td", setting.money(line.amount)),
        tag("td", why(line.clause, setting)),
        class_=None if line.certain else "estimator-perhaps",
    )


def _sums(done: Estimate, setting: Setting) -> list[Html]:
    quote, tax = done.quote, setting.policy.tax

    def row(name: str, amount: str, clause: str = "") -> Html:
        rule = why(clause, setting) if clause else Html("")
        return tag("tr", tag("th", name, scope="row"), tag("td", amount), tag("td", rule))

    if not quote.tax or not tax:
        return [row(setting.word("total-exempt"), setting.range(quote.total))]
    return [
        row(setting.word("net"), setting.range(quote.net)),
        row(setting.in_(tax.label), setting.range(quote.tax), tax.clause),
        row(setting.word("total"), setting.range(quote.total)),
    ]


def _notices(done: Estimate, setting: Setting) -> list[Html]:
    return [
        tag("li", wording.notice_text(notice, done.policy, setting.language), " ",
            why(notice.clause, setting))
        for notice in done.notices
    ]  # fmt: skip
