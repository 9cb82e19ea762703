"""Lighthouse, as on a phone: 100 in every category on the pages customers come to first.

make lighthouse
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.conftest import FLAGS, chromium_path
from tests.browser.site_server import served

LIGHTHOUSE = Path(__file__).parent / "node_modules" / ".bin" / "lighthouse"
PAGES = ["", "estimator/", "what-happened/", "ja/", "ja/estimator/", "ja/what-happened/"]
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
LEAST = 100
TRIES = 3  # other work on the machine only ever takes points away, so the best of three counts
RUNS = 6  # some end without a report: a trace that Chromium did not finish, for one


Report = tuple[dict[str, int], list[str]]


def scores(address: str) -> Report | str:
    """Return the score of each category, 0 to 100, and what cost points; why there is no report where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        done = subprocess.run(
            [LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={report}",
             f"--only-categories={','.join(CATEGORIES)}",
             f"--chrome-flags=--headless=new {' '.join(FLAGS)}"],
            env={**os.environ, "CHROME_PATH": chromium_path()},
            check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode or not report.exists():
            return (done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[0]
        found = json.loads(report.read_text(encoding="utf-8"))
    lost = [
        f"{reference['id']}: {found['audits'][reference['id']].get('displayValue', '')}"
        for name in CATEGORIES
        for reference in found["categories"][name]["auditRefs"]
        if reference["weight"] and (found["audits"][reference["id"]]["score"] or 0) < 0.9
        and found["audits"][reference["id"]]["scoreDisplayMode"] not in {"notApplicable", "manual"}
    ]  # fmt: skip
    return {name: round(100 * found["categories"][name]["score"]) for name in CATEGORIES}, lost


def best(address: str) -> Report | str:
    """Return the best of some reports of a page, the first one with full marks; why there is none where none was made."""
    found: list[Report] = []
    for _ in range(RUNS):
        report = scores(address)
        if isinstance(report, str):
            why = report
            continue
        found.append(report)
        if min(report[0].values()) >= LEAST or len(found) == TRIES:
            break
    return max(found, key=lambda one: sum(one[0].values())) if found else why


def main(arguments: list[str]) -> int:
    """Print a table; return 1 if a score is below the least."""
    if len(arguments) != 1 or not Path(arguments[0], "index.html").exists():
        print("usage: python -m tests.browser.lighthouse SITE_FOLDER", file=sys.stderr)
        return 2
    print(f"{'page':<16}" + "".join(f"{name:>16}" for name in CATEGORIES))
    enough = True
    with served(Path(arguments[0])) as server:
        for page in PAGES:
            report = best(f"{server.address}/{page}")
            if isinstance(report, str):
                print(f"/{page:<15} no report: {report}", flush=True)
                enough = False
                continue
            found, lost = report
            print(f"/{page:<15}" + "".join(f"{found[name]:>16}" for name in CATEGORIES), flush=True)
            if min(found.values()) < LEAST:
                enough = False
                print("\n".join(f"    {line}" for line in lost))
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
