"""One documented way for each thing that a month brings: ``tests/cases/ways.toml``."""

from __future__ import annotations

import pytest

from backoffice import jobs
from backoffice.sheet.headings import Tab
from estimator.rules import codes
from estimator.rules.requests import read_request
from tests.backoffice.desks import (
    APPROVED,
    ARRIVED,
    ASKED,
    MAY,
    POLICY,
    QUOTED,
    at,
    edit,
    rows_of,
    run_of,
)
from tests.tools.casebook import cases_in, names_of

CASES = cases_in("ways.toml")
BEGINNINGS = {"asked": ASKED, "arrived": ARRIVED, "quoted": QUOTED, "approved": APPROVED}
SILVER = {"material": "silver", "replating": "not-sure", "services": {"refinish": 1}}
STONES = {"material": "solid-gold", "replating": "not-sure", "services": {"stone": 3}}
ITEMS = {"@1": [SILVER], "@2": [SILVER, STONES]}
"""What the estimate codes of the cases hold."""


def typed(row):
    """Return the cells of a row."""
    cells = {**BEGINNINGS[row["is"]], **row} if "is" in row else dict(row)
    if items := ITEMS.get(cells.get("code", "")):
        request = {"asked": "2026-05-02", "arrives": "2026-05-20", "items": items}
        cells["code"] = codes.encode(read_request(request, POLICY), POLICY.undated)
    return {key: cell for key, cell in cells.items() if key not in ("is", "row")}


@pytest.mark.parametrize("case", CASES, ids=names_of(CASES))
def test_a_way(case):
    """Stages, total and problems in the end are those that the case says."""
    run = run_of(*map(typed, case["rows"]), now="2026-06-01 09:00")
    jobs.sync(run)
    if case.get("closed"):
        jobs.close(run, MAY)
    run = at(run, "2026-06-10 09:00")
    for step in case.get("then", ()):
        edit(run, 1 + step["row"], **typed(step))
        jobs.sync(run)
    desk = jobs.sync(run).desk

    stages = [stage.value.en for stage in desk.assessment.frame["stage"]]
    assert (case["stages"], case["problems"]) == (
        stages,
        [f"{problem.ticket} {problem.code}" for problem in desk.problems],
    )
    assert str(case["total"]) == rows_of(run, Tab.QUOTES)[0]["total_high"]
