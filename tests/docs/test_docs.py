"""README, CONTRIBUTING, decisions and manual name what exists: files, folders, headings, targets, versions.

What their sentences say besides is not checked here; commands are, in test_commands_shown.py.
"""

from __future__ import annotations

import re

import pytest

from backoffice import __version__
from tests.docs.repository import MANUAL, PAGES, README, ROOT, code_in, tracked

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
_PATH = re.compile(r"(?<![\w./-])((?:estimator|backoffice|tests|docs|site)/[\w./-]*\w)")
_FOLDER = re.compile(r"^\| \[([\w/]+)/\]\(([\w/]+)\) \| (.+) \|$", re.MULTILINE)


# ------------------------------------------------------------------ links and paths


def anchors(path):
    """Return the anchors of a page, as they are made from its headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page):
    """Files and headings that a page links to exist, and are part of the project."""
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    broken = []
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        ours = target.is_dir() or target in tracked()
        if (
            not ours
            or not target.is_relative_to(ROOT)
            or (anchor and anchor not in anchors(target))
        ):
            broken.append(link)

    assert [] == broken


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_path_named_exists(page):
    """Paths below the five folders that a page names as code exist."""
    named = _PATH.findall(code_in(page.read_text(encoding="utf-8")))

    assert [] == [name for name in named if not (ROOT / name).exists()]
    assert named or page.name != "CONTRIBUTING.md"


def test_the_folder_table_lists_every_folder():
    """Each folder at the top has its row in README's table, and each row leads to its folder."""
    rows = [(name, link) for name, link, _ in _FOLDER.findall(README)]
    top = {path.relative_to(ROOT).parts[0] for path in tracked() if path.parent != ROOT}

    assert [] == [name for name, link in rows if name != link or not (ROOT / link).is_dir()]
    assert {name for name in top if not name.startswith(".")} <= {name for name, _ in rows}


def test_what_the_folder_table_names_is_in_its_folder():
    """Each file that a row of README's table names as code is below the folder of the row."""
    named = [
        (folder, name)
        for folder, _, holds in _FOLDER.findall(README)
        for name in re.findall(r"`(\w[\w./]*)`", holds)
    ]

    assert [] == [(folder, name) for folder, name in named if not (ROOT / folder / name).exists()]
    assert named


def test_where_a_change_goes_names_files_in_full():
    """Each row of that section links a file of the project; a file named as code has its path from the root."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = page.partition("## Where a change goes")[2].partition("\n## ")[0]
    rows = [
        row
        for row in re.findall(r"^\| (?!--)(.+) \|$", section, re.MULTILINE)
        if "| File" not in row
    ]
    files = {path.relative_to(ROOT).as_posix() for path in tracked()}

    assert [] == [row for row in rows if not files.intersection(re.findall(r"\]\((\S+)\)", row))]
    assert [] == re.findall(r"`(?!\S*[*/])\S+\.(?:py|js|mjs|toml|md|html|css)`", section)
    assert rows


def test_every_folder_of_tests_is_described():
    """CONTRIBUTING says what is in each folder of tests."""
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Tests")[2]
    below = {
        path.relative_to(ROOT / "tests").parts
        for path in tracked()
        if ROOT / "tests" in path.parents
    }

    assert {parts[0] for parts in below if len(parts) > 1} == set(
        re.findall(r"`tests/(\w+)/`", table.partition("## ")[0])
    )


# ------------------------------------------------------------------ targets, CI, version


def targets():
    """Return the targets of the Makefile that are listed with what they do."""
    return re.findall(r"^([a-z-]+):.*?## \S", MAKEFILE, re.MULTILINE)


def test_the_two_commands_are_targets():
    """README names demo and test; both, and every other target named on a page, exist."""
    two = README.partition("## Two commands")[2].partition("\n## ")[0]
    named = {
        name for path in PAGES
        for name in re.findall(r"make ([a-z-]+)", code_in(path.read_text(encoding="utf-8")))
    }  # fmt: skip

    assert ["demo", "test"] == re.findall(r"^    make ([a-z-]+)", two, re.MULTILINE)
    assert set() == named - set(targets())


def test_every_phony_target_is_real():
    """What .PHONY lists is exactly the targets listed with what they do."""
    phony = set(re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split())

    assert set(targets()) == phony


def test_ci_calls_the_test_command():
    """The continuous build ends with the command of the README, and calls make only once."""
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    calls = [line.strip() for line in script.splitlines() if re.match(r"\s*make\b", line)]

    assert ["make test"] == calls
    assert "make test" == script.strip().splitlines()[-1]
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


def test_the_version_is_the_same_everywhere():
    """Package, project file and changelog name one version."""
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    [version] = re.findall(r'^version = "(.+)"$', project, re.MULTILINE)

    assert version == __version__
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


# ------------------------------------------------------------------ licences


def named_in(page):
    """Return the packages in the first column of the first table of a page."""
    table = page.partition("| --- |")[2].partition("\n\n")[0]
    return [line.split("|")[1].strip() for line in table.splitlines()[1:]]


def test_no_package_has_two_licences():
    """The page of licences lists each package that the project names once."""
    packages = named_in(MANUAL["licences.md"])

    assert [] == [name for name in packages if packages.count(name) > 1]
    assert len(packages) > 10


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-site.lock", "requirements-node.lock"]
)
def test_every_package_has_a_licence(lock):
    """What the desk, the site and its build install is on the page of licences."""
    page = MANUAL["licences.md"].lower()
    installed = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8"), re.MULTILINE))

    assert installed
    assert [] == [
        name for name in sorted(installed) if not re.search(rf"(?<![\w-]){name}(?![\w-])", page)
    ]  # fmt: skip
