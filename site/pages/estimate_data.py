"""The data block of the estimator page: what its script says that the policy knows."""

from __future__ import annotations

import json

from estimator.answers import wording
from estimator.errors import Problem
from estimator.policy.model import Every, Label
from pages.html_elements import Html, tag
from pages.page_context import PageContext

ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
PROBLEMS = (
    "missing", "type", "unknown", "choice", "date", "calendar", "count", "empty", "too-many", "json",
    "twice", "code",
)  # fmt: skip


def data_block(context: PageContext) -> Html:
    """Return the data as a script element that no browser runs.  Shape: `site/shell/README.md`."""
    text = json.dumps(estimate_data(context), ensure_ascii=False).translate(ESCAPED)
    return tag("script", Html(text), type="application/json", id="estimate-data")


def estimate_data(context: PageContext) -> dict[str, object]:
    """Return the data as plain values."""
    return {
        "language": context.language,
        **_addresses(context),
        **_shop(context),
        **_offer(context),
        **_texts(context),
    }


def _addresses(context: PageContext) -> dict[str, object]:
    return {
        "serviceWorker": f"{context.root}sw.js" if context.service_worker else None,
        "policyPage": f"{context.language_root}repair/",
        "packingPage": f"{context.language_root}packing/",
    }


def _shop(context: PageContext) -> dict[str, object]:
    policy = context.policy
    shop, tax = policy.shop, policy.tax
    return {
        "shop": {
            "name": context.in_(shop.name),
            "contact": shop.contact,
            "timezone": shop.timezone,
        },
        "currency": {
            "digits": policy.currency.digits,
            "written": context.in_(policy.currency.written),
        },
        "tax": {"label": context.in_(tax.label), "clause": tax.clause} if tax else None,
        "handling": context.in_(policy.handling.label),
        "maxItems": policy.max_items,
        "calendar": {"first": str(policy.calendar.first), "last": str(policy.calendar.last)},
        "everyMonth": policy.dispatch.every is Every.MONTH,
    }


def _offer(context: PageContext) -> dict[str, object]:
    def text(label: Label | None) -> str | None:
        return context.in_(label) if label else None

    return {
        "materials": {
            code: context.in_(material.label) for code, material in context.policy.materials.items()
        },
        "services": {
            service.code: {
                "sign": service.sign,
                "label": context.in_(service.label),
                "counted": text(service.unit.counted) if service.unit else None,
                "most": service.most,
                "note": text(service.note),
            }
            for service in context.policy.services.values()
        },
        "replating": {answer: context.text(answer) for answer in ("yes", "no", "not-sure")},
    }


def _texts(context: PageContext) -> dict[str, object]:
    policy = context.policy
    return {
        "holidays": {
            holiday.code: {
                "label": context.in_(holiday.label),
                "starts": "{:02}-{:02}".format(*holiday.starts),
                "ends": "{:02}-{:02}".format(*holiday.ends),
                "text": context.in_(holiday.text),
            }
            for holiday in policy.calendar.long
        },
        "notices": {code: context.in_(notice.text) for code, notice in policy.notices.items()},
        "clauses": {
            code: {"title": context.in_(clause.title), "text": context.in_(clause.text)}
            for code, clause in policy.clauses.items()
        },
        "problems": _problems(context),
    }


def _problems(context: PageContext) -> dict[str, str] | None:
    """Return the words of each problem; None in English, where the estimator's own are shown."""
    if context.language == "en":
        return None
    return {
        code: wording.problem_text(Problem(field="", code=code, message=""), context.language)
        for code in PROBLEMS
    }
