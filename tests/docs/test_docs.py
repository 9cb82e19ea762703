"""What README, manual and the build say is what there is."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import click
import pytest

from backoffice.cli import program as cli
from estimator.__main__ import _parser

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = {path.name: path.read_text(encoding="utf-8") for path in ROOT.glob("docs/manual/*.md")}
DESK = MANUAL["desk.md"]
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/decisions/*.md"), *ROOT.glob("docs/manual/*.md")]
)
"""What is read in the repository; the pages of the site are checked as built, in tests/site."""
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SAID = "\n".join([README, *MANUAL.values()])
GROUP = cli._desk("en")
MOST_BYTES = 1 << 20
TEXTS = {".py", ".md", ".toml", ".html", ".css", ".js", ".json", ".lock", ".yaml", ".yml", ""}


def options_of(command):
    """Return the options of a command as they are typed."""
    options = {name for param in command.params for name in param.opts if name.startswith("--")}
    return options - {"--help"}


OPTIONS = set().union(*map(options_of, [GROUP, *GROUP.commands.values()]))


@cache
def tracked():
    """Return every file that belongs to the project: what git tracks, or what was unpacked."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        ).stdout.split("\0")
        return [ROOT / name for name in listed if name and (ROOT / name).exists()]
    except (OSError, subprocess.CalledProcessError):
        kept = (path for path in ROOT.rglob("*") if path.is_file())
        return [path for path in kept if not set(path.relative_to(ROOT).parts) & ignored()]


def ignored():
    """Return the folders that git leaves out."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    return {line.rstrip("/") for line in lines if line.endswith("/") and "*" not in line}


def texts():
    """Yield every tracked text file."""
    for path in tracked():
        if path.suffix in TEXTS:
            yield path, path.read_text(encoding="utf-8", errors="replace")


# ------------------------------------------------------------------ commands


@pytest.mark.parametrize("command", GROUP.commands)
def test_every_command_is_in_the_manual(command):
    """The manual shows how each command is called."""
    assert re.search(rf"backoffice {command}\b", DESK)


@pytest.mark.parametrize("option", sorted(OPTIONS))
def test_every_option_is_in_the_manual(option):
    """The manual names each option."""
    assert re.search(rf"{option}\b", DESK)


VARIABLES = {"BACKOFFICE_BOOK", "BACKOFFICE_CREDENTIALS", "BACKOFFICE_LANG", "BACKOFFICE_WHO"}


@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_every_variable_is_in_the_manual(name):
    """The manual names each variable that the commands read."""
    assert name in DESK


def test_the_commands_read_no_other_variable():
    """Variables of our own are those; one more leads tests to a stand-in for Google."""
    read = {
        found for path in ROOT.glob("backoffice/**/*.py")
        for found in re.findall(r"BACKOFFICE_[A-Z_]+", path.read_text(encoding="utf-8"))
    }  # fmt: skip

    assert VARIABLES | {"BACKOFFICE_SHEETS_ENDPOINT"} == read


def test_no_other_command_is_named():
    """Whatever README and manual call with `backoffice` is a command."""
    called = set(re.findall(r"\bbackoffice ([a-z]+)\b(?=[^\n]*)", code_in(SAID)))

    assert set() == called - set(GROUP.commands)
    assert len(called) == len(GROUP.commands)


def test_no_other_option_is_named():
    """Each option in README and manual is one of the desk, the estimator or a maintainers' tool."""
    estimator = {name for action in _parser()._actions for name in action.option_strings}
    tools = set(re.findall(r"--[a-z]+", (ROOT / "tests/tools/closed_days.py").read_text("utf-8")))
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", SAID))

    assert set() == named - OPTIONS - estimator - tools - {"--help", "--now"}  # --now: systemctl


def code_in(text):
    """Return what stands as code: indented blocks and between backticks."""
    return "\n".join(re.findall(r"^    .+|`[^`\n]+`", text, re.MULTILINE))


def calls():
    """Yield every call of the desk in README and manual, as a line of arguments."""
    for line in code_in(SAID).splitlines():
        found = re.match(r"`?\s*(?:\S*/)?backoffice ([a-z]+ [^#`]*)", line)
        if found:
            yield found[1].split()


@pytest.mark.parametrize("call", list(calls()), ids=" ".join)
def test_every_call_shown_is_understood(call):
    """A line copied from the page is no misuse."""
    context = GROUP.commands[call[0]].make_context(call[0], call[1:])

    assert isinstance(context, click.Context)


# ------------------------------------------------------------------ links, targets, CI


def anchors(path):
    """Return the anchors of a page, as they are made from its headings."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(page):
    """Files and headings that a page points to are there, and are part of the project."""
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


def test_files_named_in_the_house_rules_exist():
    """Paths that CONTRIBUTING names as code are there."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:estimator|backoffice|tests|docs)/[\w./-]+)`", text)

    assert [] == [name for name in named if not (ROOT / name).exists()]
    assert len(named) > 8


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
    """What .PHONY lists is there, and each target of the list is in it."""
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

    assert version == cli.__version__
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


# ------------------------------------------------------------------ what is tracked


def test_no_file_is_large():
    """Nothing tracked is larger than a mebibyte."""
    assert [] == [path for path in tracked() if path.stat().st_size > MOST_BYTES]


def test_nothing_built_is_tracked():
    """Environments, demos and built sites are made anew by anybody, so they are not kept."""
    made = {*ignored(), "_site", "node_modules"}

    assert [] == [
        path for path in tracked() if set(path.relative_to(ROOT).parts[:-1]) & made
    ]  # fmt: skip
    assert {"dist", "build", ".venv"} <= ignored()


def test_the_folder_site_holds_no_built_page():
    """MkDocs empties the folder it builds into, so that is never the hand-written one."""
    settings = ROOT / "mkdocs.yml"
    built = ("sitemap.xml", "search_index.json", "objects.inv")

    assert [] == [path for path in tracked() if path.name in built]
    assert not settings.exists() or re.search(
        r"^site_dir: dist/", settings.read_text(encoding="utf-8"), re.MULTILINE
    )


HOSTS = [
    "py" + "pi.org",
    "python" + "hosted.org",
    "npm" + "js.org",
    "index" + "-url",
    "proxy" + ".",
]
PLACES = [f"/{name}/" for name in ("wor" + "k", "roo" + "t", "User" + "s", "hom" + "e/runner")]


@pytest.mark.parametrize("words", HOSTS + PLACES)
def test_no_file_knows_one_machine(words):
    """No registry's host and no folder of somebody's machine stands in a file."""
    found = [path for path, text in texts() if re.search(rf"(?<![\w.]){re.escape(words)}", text)]

    assert [] == found


def test_every_test_says_what_it_shows():
    """Every test has one sentence that says what it shows."""
    silent = []
    for path in ROOT.glob("tests/backoffice/test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                silent += [] if ast.get_docstring(node) else [f"{path.name}: {node.name}"]

    assert [] == silent
