"""The data block of the estimator page: what its script needs of policy and page, and what it says."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from estimator.answers.answer_texts import all_texts, text
from estimator.answers.answer_writer import AnswerWriter
from estimator.rules.items import Replating
from pages.answer_table import table_data
from pages.html_elements import Html, tag
from pages.page_context import PageContext

TEXTS_FILE = Path(__file__).with_name("shell_texts.toml")
ESCAPED = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def data_block(writer: AnswerWriter, context: PageContext) -> Html:
    """Return the data as a script element that no browser runs.  Shape: `site/shell/README.md`."""
    written = json.dumps(
        shell_data(writer, context), ensure_ascii=False, separators=(",", ":")
    ).translate(ESCAPED)
    return tag("script", Html(written), type="application/json", id="estimate-data")


def shell_data(writer: AnswerWriter, context: PageContext) -> dict[str, object]:
    """Return the data as plain values."""
    policy = context.policy
    return {
        "language": context.language,
        "serviceWorker": f"{context.root}sw.js" if context.manifest else None,
        "pages": {"policy": context.pages.policy, "packing": context.pages.packing},
        "offer": {
            "materials": list(policy.material_labels),
            "replating": [answer.value for answer in Replating],
            "services": {service.code: service.most for service in policy.services.values()},
            "maxItems": policy.max_items,
            "firstDay": str(policy.calendar.first),
            "lastDay": str(policy.calendar.last),
        },
        "texts": shell_texts(context),
        "table": table_data(writer, context),
    }


def shell_texts(context: PageContext) -> dict[str, str]:
    """Return what the script itself says; a failure also names the browsers that can (P18)."""
    texts = tomllib.loads(TEXTS_FILE.read_text(encoding="utf-8"))
    texts["piece"] = all_texts()["piece-only"]
    browsers = text("gap", context.language) + context.in_(context.policy.clauses["P18"].text)
    said = {
        key: written[context.language] + (browsers if key.startswith("failed-") else "")
        for key, written in texts.items()
    }
    return said | {"over": said["over"].format(day=context.day(context.policy.calendar.last))}
