"""Cases in plain files, as values: what to ask, what must come out, what a reading changes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from estimator.policy.file import POLICY_FILE, load_policy, policy_from
from estimator.policy.policy_book import PolicyBook

CASES = Path(__file__).parents[1] / "cases"
POLICIES = {"policy.toml": POLICY_FILE, "watch.toml": CASES / "watch.toml"}

Table = dict[str, Any]


def table_of(name: str) -> Table:
    """Return a file of cases, or a policy, as plain data."""
    return deepcopy(_read(POLICIES.get(name, CASES / name)))


@cache
def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def cases_in(name: str) -> list[Table]:
    """Return the cases of a file."""
    cases: list[Table] = table_of(name)["case"]
    return cases


def names_of(cases: Sequence[Table]) -> list[str]:
    """Return the names of `cases`, to be shown beside their results."""
    return [case["name"] for case in cases]


@cache
def policy_called(name: str) -> PolicyBook:
    """Return the policy in the file `name`."""
    return load_policy(POLICIES[name])


def policy_with(changes: Sequence[Table], base: str = "policy.toml") -> PolicyBook:
    """Return a sound policy as `changes` make it."""
    return policy_from(changed(table_of(base), changes))


def changed(table: Table, changes: Sequence[Table]) -> Table:
    """Return `table` with each change made.

    A change has a dotted path, `at`, and a new `value`, an entry to `add` to a list, or
    `remove = true`.  In a path, `surcharges.0` is the first entry of a list.
    """
    new = deepcopy(table)
    for change in changes:
        *above, last = change["at"].split(".")
        parent: Any = new
        for step in above:
            parent = parent[int(step) if isinstance(parent, list) else step]
        key: Any = int(last) if isinstance(parent, list) else last
        if change.get("remove"):
            del parent[key]
        elif "add" in change:
            parent[key].append(deepcopy(change["add"]))
        else:
            parent[key] = deepcopy(change["value"])
    return new


def request_of(case: Table) -> Table:
    """Return the request of a case, as JSON can hold it."""
    request = {key: case[key] for key in ("asked", "arrives", "items") if key in case}
    if "arrives" in case:
        request.setdefault("asked", case["arrives"])
    for key in case.get("without", ()):
        del request[key]
    return {key: as_json(value) for key, value in (request | case.get("extra", {})).items()}


def as_json(value: object) -> object:
    """Return `value` as JSON can hold it, with days as text."""
    if isinstance(value, date):
        return str(value)
    if isinstance(value, Mapping):
        return {key: as_json(entry) for key, entry in value.items()}
    return [as_json(entry) for entry in value] if isinstance(value, list) else value


SPANS = ("net", "tax", "total")
SINGLE = (
    "batch", "cutoff", "dispatch", "back", "days", "last_open", "holidays", "edition", "currency",
)  # fmt: skip


def expected_of(case: Table) -> Table:
    """Return what the case says must come out."""
    if "problems" in case:
        return {"problems": {(problem["field"], problem["code"]) for problem in case["problems"]}}
    if "refused" in case:
        return {"refused": case["refused"], "code": case.get("code")}
    named = ("lines", *SPANS, *SINGLE)
    expected = {key: none_or(as_json(case[key])) for key in named if key in case}
    if "notices" in case:
        expected["notices"] = sorted(["guide", *case["notices"]])
    return {"ok": True, **expected}


def none_or(value: object) -> object:
    """Return `value`, or None for the text *none*: TOML has no null."""
    return None if value == "none" else value


def actual_of(answer: Table, case: Table) -> Table:
    """Return the values of `answer` that the case names, in the form of `expected_of`."""
    if not answer["ok"]:
        problems = [(problem["field"], problem["code"]) for problem in answer["problems"]]
        if "refused" in case and len(problems) == 1:
            return {"refused": problems[0][0], "code": problems[0][1] if "code" in case else None}
        return {"problems": set(problems)}
    actual: Table = {"ok": True}
    if "lines" in case:
        actual["lines"] = [line["amount"] for line in answer["lines"]]
    for key in SPANS:
        if key in case:
            actual[key] = [answer[key]["low"], answer[key]["high"]] if answer[key] else None
    actual |= {key: answer[key] for key in SINGLE if key in case}
    if "notices" in case:
        actual["notices"] = sorted(notice["code"] for notice in answer["notices"])
    return actual
