"""The data block of the estimator page: what its script says that the policy knows."""

from __future__ import annotations

import json

from estimator.answers import wording
from estimator.errors import Problem
from estimator.policy.model import Every, Label
from pages.markup import Html, tag
from pages.setting import Setting

ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
PROBLEMS = (
    "missing", "type", "unknown", "choice", "date", "calendar", "count", "empty", "too-many", "json",
    "twice", "code",
)  # fmt: skip


def data_block(setting: Setting) -> Html:
    """Return the data as a script element that no browser runs.  Shape: `site/shell/README.md`."""
    text = json.dumps(estimate_data(setting), ensure_ascii=False).translate(ESCAPED)
    return tag("script", Html(text), type="application/json", id="estimate-data")


def estimate_data(setting: Setting) -> dict[str, object]:
    """Return the data as plain values."""
    return {
        "language": setting.language,
        **_addresses(setting),
        **_shop(setting),
        **_offer(setting),
        **_texts(setting),
    }


def _addresses(setting: Setting) -> dict[str, object]:
    return {
        "serviceWorker": f"{setting.root}sw.js" if setting.service_worker else None,
        "policyPage": f"{setting.home}repair/",
        "packingPage": f"{setting.home}packing/",
    }


def _shop(setting: Setting) -> dict[str, object]:
    policy = setting.policy
    shop, tax = policy.shop, policy.tax
    return {
        "shop": {
            "name": setting.in_(shop.name),
            "contact": shop.contact,
            "timezone": shop.timezone,
        },
        "currency": {
            "digits": policy.currency.digits,
            "written": setting.in_(policy.currency.written),
        },
        "tax": {"label": setting.in_(tax.label), "clause": tax.clause} if tax else None,
        "handling": setting.in_(policy.handling.label),
        "maxItems": policy.max_items,
        "calendar": {"first": str(policy.calendar.first), "last": str(policy.calendar.last)},
        "everyMonth": policy.dispatch.every is Every.MONTH,
    }


def _offer(setting: Setting) -> dict[str, object]:
    def text(label: Label | None) -> str | None:
        return setting.in_(label) if label else None

    return {
        "materials": {
            code: setting.in_(material.label) for code, material in setting.policy.materials.items()
        },
        "services": {
            service.code: {
                "sign": service.sign,
                "label": setting.in_(service.label),
                "counted": text(service.unit.counted) if service.unit else None,
                "most": service.most,
                "note": text(service.note),
            }
            for service in setting.policy.services.values()
        },
        "replating": {answer: setting.word(answer) for answer in ("yes", "no", "not-sure")},
    }


def _texts(setting: Setting) -> dict[str, object]:
    policy = setting.policy
    return {
        "holidays": {
            holiday.code: {
                "label": setting.in_(holiday.label),
                "starts": "{:02}-{:02}".format(*holiday.starts),
                "ends": "{:02}-{:02}".format(*holiday.ends),
                "text": setting.in_(holiday.text),
            }
            for holiday in policy.calendar.long
        },
        "notices": {code: setting.in_(notice.text) for code, notice in policy.notices.items()},
        "clauses": {
            code: {"title": setting.in_(clause.title), "text": setting.in_(clause.text)}
            for code, clause in policy.clauses.items()
        },
        "problems": _problems(setting),
    }


def _problems(setting: Setting) -> dict[str, str] | None:
    """Return the words of each problem; None in English, where the estimator's own are shown."""
    if setting.language == "en":
        return None
    return {
        code: wording.problem_text(Problem(field="", code=code, message=""), setting.language)
        for code in PROBLEMS
    }
