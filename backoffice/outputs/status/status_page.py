"""A status page: one file of HTML that loads nothing, for no search engine, in the look of the site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from backoffice.messages import message
from backoffice.outputs.jinja_templates import template
from backoffice.rules.status_facts import Progress, StatusFacts
from estimator.answers.wording import day as day_words
from estimator.answers.wording import month_name
from estimator.policy.model import Shop

MARK = "repair-desk-status"
"""What the pages that this program made say of themselves; only those are ever deleted."""

_STEPS = (Progress.MESSAGE, Progress.HERE, Progress.PRICE, Progress.WORKSHOP, Progress.BACK)
_STEP_OF: Mapping[Progress, int] = {
    Progress.MESSAGE: 0,
    Progress.PARCEL: 0,
    Progress.HERE: 1,
    Progress.PRICE: 2,
    Progress.AGREED: 2,
    Progress.WORKSHOP: 3,
    Progress.BACK: 4,
    Progress.RETURNING: 4,
}


def status_page(facts: StatusFacts, shop: Shop, language: str, today: date) -> str:
    """Return the page of an open ticket, the same for the same day; nothing that anybody typed is in it."""

    def text(key: str, group: str = "status-page", **values: object) -> str:
        return message(group, key, language, **values)

    rows = []
    if facts.month:
        month = month_name(facts.month.month, language)
        rows.append((text("month"), text("month-of", month=month, year=facts.month.year)))
    for key, day in (("leaves", facts.dispatch), ("back", facts.back)):
        if day and not (key == "back" and facts.progress is Progress.BACK):
            rows.append((text(key), day_words(day, language)))
    unrepaired = facts.progress is Progress.RETURNING
    steps = [each for each in _STEPS if not (unrepaired and each is Progress.WORKSHOP)]
    return template("status/status_page.html", trimmed=True).render(
        mark=MARK,
        language=language,
        shop=shop.name.in_(language),
        contact=shop.contact,
        title=text("title", ticket=facts.ticket),
        headline=text(facts.progress, "status-headlines"),
        waits=text(facts.waits_for, "status-waits"),
        rows=rows,
        steps=[text(each, "status-steps") for each in steps],
        step=min(_STEP_OF[facts.progress], len(steps) - 1),
        texts={key: text(key) for key in ("way", "now", "questions", "private")},
        as_of=text("as-of", day=day_words(today, language)),
    )
