"""The smallest pages that keep the contract of `site/shell/README.md`: for tests, not for people.

python -m tests.browser.bare_page OUT        a folder to serve: en/, ja/, policy pages, estimator/
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from estimator import wording
from estimator.policy import Policy
from estimator.policy_file import load_policy

PROJECT = Path(__file__).parents[2]
RUNTIME = PROJECT / "site" / "runtime"
WORDS = {
    "en": {"yes": "Yes", "no": "No", "not-sure": "Not sure", "piece": "Piece 1", "what": "Material",
           "replating": "Is re-plating needed?", "services": "Work", "arrives": "Day of arrival",
           "add": "Add another piece", "remove": "Remove this piece", "go": "Estimate"},
    "ja": {"yes": "はい", "no": "いいえ", "not-sure": "わからない", "piece": "1点目", "what": "素材",
           "replating": "再メッキは必要ですか", "services": "作業", "arrives": "到着予定日",
           "add": "お品物を追加", "remove": "このお品物を削除", "go": "見積る"},
}  # fmt: skip


def build(out: Path, asked: date, *, patience: int = 30, offline: bool = True) -> None:
    """Write a folder to serve, with the runtime built into it."""
    subprocess.run(["node", RUNTIME / "build.mjs", out / "estimator"], check=True)
    manifest = json.loads((out / "estimator" / "manifest.json").read_text())
    policy = load_policy().on(asked)
    for language in WORDS:
        data = data_block(policy, language, manifest) | {"patience": patience}
        write(out / language / "estimator" / "index.html", page(policy, language, manifest, data))
        clauses = "".join(f'<h2 id="{clause.lower()}">{clause}</h2>' for clause in policy.clauses)
        write(out / language / "repair" / "index.html", f"{HEAD}<title>{language}</title>{clauses}")
    if offline:
        subprocess.run(["node", RUNTIME / "offline.mjs", out], check=True)


def write(path: Path, text: str) -> None:
    """Write `text`, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def data_block(policy: Policy, language: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """Return what the shell reads from the page."""
    return {
        "language": language,
        "estimator": "../../estimator/",
        "worker": manifest["shell"]["worker"],
        "runtime": manifest["runtime"],
        "serviceWorker": "../../sw.js",
        "policyPage": "../repair/",
        "packingPage": "../repair/",
        "shop": {
            "name": policy.shop.name.in_(language),
            "contact": policy.shop.contact,
            "timezone": policy.shop.timezone,
        },
        "currency": {
            "digits": policy.currency.digits,
            "written": policy.currency.written.in_(language),
        },
        "tax": {"label": policy.tax.label.in_(language), "clause": policy.tax.clause}
        if policy.tax
        else None,
        "handling": policy.handling.label.in_(language),
        "maxItems": policy.max_items,
        "calendar": {"first": str(policy.calendar.first), "last": str(policy.calendar.last)},
        "materials": {code: one.label.in_(language) for code, one in policy.materials.items()},
        "services": {
            one.code: {
                "sign": one.sign,
                "label": one.label.in_(language),
                "counted": one.unit.counted.in_(language) if one.unit else None,
                "most": one.most,
                "note": one.note.in_(language) if one.note else None,
            }
            for one in policy.offered
        },
        "replating": {answer: WORDS[language][answer] for answer in ("yes", "no", "not-sure")},
        "holidays": {
            one.code: {
                "label": one.label.in_(language),
                "starts": f"{one.starts[0]:02}-{one.starts[1]:02}",
                "ends": f"{one.ends[0]:02}-{one.ends[1]:02}",
                "text": one.text.in_(language),
            }
            for one in policy.calendar.long
        },
        "notices": {code: rule.text.in_(language) for code, rule in policy.notices.items()},
        "clauses": {
            code: {"title": one.title.in_(language), "text": one.text.in_(language)}
            for code, one in policy.clauses.items()
        },
    }


HEAD = """<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
"""


def page(policy: Policy, language: str, manifest: dict[str, Any], data: dict[str, Any]) -> str:
    """Return an estimator page."""
    words = WORDS[language]
    shell = manifest["shell"]
    written = json.dumps(data, ensure_ascii=False)
    for sign in "<>&":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    options = "".join(
        f'<option value="{code}">{escape(one.label.in_(language))}</option>'
        for code, one in policy.materials.items()
    )
    answers = "".join(
        f'<label for="items-0-replating-{code}"><input type="radio" name="items[0].replating"'
        f' id="items-0-replating-{code}" value="{code}"{" checked" if code == "not-sure" else ""}>'
        f"{words[code]}</label> "
        for code in ("yes", "no", "not-sure")
    )
    concerned = " ".join(sorted(policy.surcharges[0].materials))
    services = "".join(
        service(one.code, one.unit is None, policy, language) for one in policy.offered
    )
    return f"""{HEAD.replace("<meta charset", f'<html lang="{language}" data-estimator="idle"><meta charset')}
<title>{words["go"]}</title>
<link rel="stylesheet" href="../../estimator/{shell["styles"]}">
<script type="module" src="../../estimator/{shell["start"]}"></script>
<main><h1>{words["go"]}</h1>
<section id="estimator" class="estimator">
<form id="estimate-form" class="estimator-form" novalidate autocomplete="off">
<div id="estimate-errors" class="estimator-errors" tabindex="-1" hidden></div>
<input type="hidden" name="asked" value="{policy.day}">
<div id="estimate-pieces"><fieldset class="estimator-piece" data-piece>
<legend data-piece-title>{words["piece"]}</legend>
<div class="estimator-field" data-field="items[0].material"><label for="items-0-material">{words["what"]}</label>
<select id="items-0-material" name="items[0].material">{options}</select></div>
<div class="estimator-field" data-field="items[0].replating">
<fieldset data-materials="{concerned}"><legend>{words["replating"]}</legend>{answers}</fieldset></div>
<div class="estimator-field" data-field="items[0].services">
<fieldset><legend>{words["services"]}</legend>{services}</fieldset></div>
<button type="button" data-remove hidden>{words["remove"]}</button></fieldset></div>
<button type="button" id="estimate-add" hidden>{words["add"]}</button>
<div class="estimator-field" data-field="arrives"><label for="arrives">{words["arrives"]}</label>
<input type="date" id="arrives" name="arrives" value="{policy.day}" aria-describedby="arrives-words">
<p id="arrives-words" class="estimator-hint"></p></div>
<button type="submit" id="estimate-submit" disabled>{words["go"]}</button>
<noscript><p id="without-script">{escape(policy.clauses["P18"].text.in_(language))}</p></noscript>
</form>
<div id="estimate-status" class="estimator-status" role="status"></div>
<div id="estimate-answer" class="estimator-answer"></div>
</section>
<table id="price-list">{price_list(policy, language)}</table></main>
<script type="application/json" id="estimate-data">{written}</script>
"""


def service(code: str, once: bool, policy: Policy, language: str) -> str:
    """Return the field of one service."""
    name = f"items[0].services.{code}"
    field = f"items-0-services-{code}"
    label = escape(wording.service_name(code, policy, language))
    if once:
        text = f'<label for="{field}"><input type="checkbox" id="{field}" name="{name}" value="1">{label}</label>'
    else:
        text = (f'<label for="{field}">{label}</label>'
                f'<input type="text" inputmode="numeric" maxlength="3" id="{field}" name="{name}">')  # fmt: skip
    return f'<div class="estimator-field" data-field="{name}">{text}</div>'


def price_list(policy: Policy, language: str) -> str:
    """Return rows of services and prices before tax."""
    return "".join(
        f"<tr><th>{escape(wording.service_name(one.code, policy, language))}</th>"
        f"<td>{wording.price(policy.rates[one.code].value, policy.currency, language)}</td></tr>"
        for one in policy.offered
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]), date.today())
