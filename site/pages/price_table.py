"""The price list: every service on offer, with tax first.  Source: policy P5, P7, P8."""

from __future__ import annotations

from estimator.policy.model import HANDLING, Per
from pages.markup import Html, joined, table, tag
from pages.setting import Setting


def price_table(setting: Setting) -> Html:
    """Return the price list with the handling fee as its last row."""
    policy = setting.policy
    rows = []
    for service in policy.offered:
        per = setting.word("per", unit=setting.in_(service.unit.label)) if service.unit else ""
        sign = tag("span", service.sign, class_="repair-sign")
        name = joined(sign, " ", setting.in_(service.label))
        note = setting.in_(service.note) if service.note else ""
        rows.append(_row(setting, service.code, name, per, note))
    each = "per-request" if policy.handling.per is Per.REQUEST else "per-item"
    handling = Html(setting.in_(policy.handling.label))
    foot = _row(setting, HANDLING, handling, "", setting.word(each), guide=False)
    head = (setting.word("work"), *_amount_titles(setting))
    return table(head, tag("tbody", *rows), foot=foot, class_="repair-prices")


def _amount_titles(setting: Setting) -> tuple[str, ...]:
    if setting.policy.tax is None:
        return (setting.word("no-tax"),)
    return setting.word("with-tax"), setting.word("before-tax")


def _row(
    setting: Setting, code: str, name: Html, per: str, note: str, *, guide: bool = True
) -> Html:
    def amount(value: int) -> Html:
        written = setting.guide(value) if guide else setting.money(value)
        return joined(
            tag("span", written, class_="repair-amount"), tag("small", per) if per else ""
        )

    gross, net = amount(setting.with_tax(code)), amount(setting.policy.rates[code].value)
    cells = [tag("td", tag("strong", gross))]
    if setting.policy.tax is not None:
        cells.append(tag("td", net))
    small = tag("small", note, class_="repair-note") if note else ""
    return tag("tr", tag("th", name, small, scope="row"), *cells)
