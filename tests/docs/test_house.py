"""The house: few files at a root, and names that are not given twice."""

from __future__ import annotations

from collections import Counter

from tests.docs.repository import ROOT, tracked

IN_EVERY_PACKAGE = {"__init__.py", "__main__.py", "errors.py"}
IN_BOTH_BACK_ENDS = {
    "docket_pad.py",
    "formats.py",
    "missing_tabs.py",
    "tab_rows.py",
    "tab_rules.py",
    "tabs.py",
}
"""The same thing for a workbook and for a Google Sheet."""


def product():
    """Return the tracked Python files of the product, those that replace Pyodide's own aside."""
    paths = [path.relative_to(ROOT) for path in tracked() if path.suffix == ".py"]
    return [
        path
        for path in paths
        if path.parts[0] in ("estimator", "backoffice", "site") and "stand_ins" not in path.parts
    ]


def test_no_two_modules_share_a_name():
    """A name means one thing, unless both back ends have it."""
    times = Counter(path.name for path in product())

    assert (
        set()
        == {name for name, count in times.items() if count > 1}
        - IN_EVERY_PACKAGE
        - IN_BOTH_BACK_ENDS
    )


def test_back_ends_share_names_only_with_each_other():
    """What both back ends have is in both, and nowhere else."""
    folders = {name: set() for name in IN_BOTH_BACK_ENDS}
    for path in product():
        if path.name in folders:
            folders[path.name].add(path.parts[:3])

    both = {("backoffice", "books", "google"), ("backoffice", "books", "workbook")}
    assert dict.fromkeys(IN_BOTH_BACK_ENDS, both) == folders


def test_a_root_has_few_files():
    """At most five files at the root of the desk."""
    assert 5 >= sum(path.parent == ROOT / "backoffice" for path in tracked())
