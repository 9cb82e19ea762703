"""Cases in plain files, as values: what to ask, what must come out, what a reading changes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from estimator.policy.file import POLICY_FILE, PolicyBook, load_policy, policy_from

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

    A change names a place, `at`, and gives a new `value`, an entry to `add` to a list, or
    `remove = true`.  A place is a path with dots; `surcharges.0` is the first of a list.
    """
    new = deepcopy(table)
    for change in changes:
        *above, last = change["at"].split(".")
        place: Any = new
        for step in above:
            place = place[int(step) if isinstance(place, list) else step]
        key: Any = int(last) if isinstance(place, list) else last
        if change.get("remove"):
            del place[key]
        elif "add" in change:
            place[key].append(deepcopy(change["add"]))
        else:
            place[key] = deepcopy(change["value"])
    return new


def request_of(case: Table) -> Table:
    """Return the request of a case, as JSON can hold it."""
    request = {key: case[key] for key in ("asked", "arrives", "items") if key in case}
    if "arrives" in case:
        request.setdefault("asked", case["arrives"])
    for key in case.get("without", ()):
        del request[key]
    return {key: plain(value) for key, value in (request | case.get("extra", {})).items()}


def plain(value: object) -> object:
    """Return `value` with days as text."""
    if isinstance(value, date):
        return str(value)
    if isinstance(value, Mapping):
        return {key: plain(entry) for key, entry in value.items()}
    return [plain(entry) for entry in value] if isinstance(value, list) else value


SPANS = ("net", "tax", "total")
SINGLE = ("batch", "cutoff", "dispatch", "back", "days", "edition", "currency")


def expected_of(case: Table) -> Table:
    """Return what the case says must come out."""
    if "problems" in case:
        return {"problems": {(problem["field"], problem["code"]) for problem in case["problems"]}}
    if "refused" in case:
        return {"refused": case["refused"], "code": case.get("code")}
    named = ("lines", *SPANS, *SINGLE)
    told = {key: none_or(plain(case[key])) for key in named if key in case}
    if "notices" in case:
        told["notices"] = sorted(["guide", *case["notices"]])
    return {"ok": True, **told}


def none_or(value: object) -> object:
    """Return `value`; the word *none* is how a TOML file says None."""
    return None if value == "none" else value


def actual_of(answer: Table, case: Table) -> Table:
    """Return what of `answer` the case speaks about, in the same form as `expected_of`."""
    if not answer["ok"]:
        found = [(problem["field"], problem["code"]) for problem in answer["problems"]]
        if "refused" in case and len(found) == 1:
            return {"refused": found[0][0], "code": found[0][1] if "code" in case else None}
        return {"problems": set(found)}
    told: Table = {"ok": True}
    if "lines" in case:
        told["lines"] = [line["amount"] for line in answer["lines"]]
    for key in SPANS:
        if key in case:
            told[key] = [answer[key]["low"], answer[key]["high"]] if answer[key] else None
    told |= {key: answer[key] for key in SINGLE if key in case}
    if "notices" in case:
        told["notices"] = sorted(notice["code"] for notice in answer["notices"])
    return told
