"""The wheel in an empty environment: a desk begins, closes a month and prints its papers, wherever it is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from backoffice import __version__

ROOT = Path(__file__).parents[2]
COMMANDS = """
import sys
from backoffice.cli.program import main
from backoffice.jobs import read_desk
import backoffice, estimator
print(backoffice.__file__, estimator.__file__)
for line in sys.stdin.read().splitlines():
    print(line, main(line.split("|")))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A new environment with the wheel alone; what it needs is found where it is installed already."""
    folder = tmp_path_factory.mktemp("修理 デスク")
    source = folder / "source"
    source.mkdir()
    for name in ("estimator", "backoffice"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    uv = [str(Path(sys.executable).with_name("uv"))]
    quiet = ["--quiet", "--offline"]
    build = [*uv, "build", *quiet, "--wheel", "--no-build-isolation", "--python", sys.executable]
    subprocess.run([*build, "--out-dir", folder / "wheel", source], check=True)
    shutil.rmtree(source)
    made = folder / "environment"
    subprocess.run([*uv, "venv", *quiet, "--python", sys.executable, made], check=True)
    python = made / "bin" / "python"
    [wheel] = (folder / "wheel").glob("*.whl")
    install = [*uv, "pip", "install", *quiet, "--no-index", "--no-deps", "--python", python, wheel]
    subprocess.run(install, check=True)
    [site] = made.glob("lib/*/site-packages")
    (site / "installed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def test_it_does_all_that_a_shop_does(environment, tmp_path):
    """Demo, init, sync, rehearsal, close, papers, letters and starters, in a folder with spaces and Japanese letters."""
    folder = tmp_path / "お店 の 台帳"
    folder.mkdir()
    demo = "demo/demo-desk.xlsx|--today|2026-07-01"
    calls = {
        "demo|--out|demo|--lang|ja": 0,
        f"papers|2026-05|--book|{demo}": 0,
        f"close|2026-06|--yes|--book|{demo}": 0,
        f"letters|--book|{demo}": 0,
        "init|--book|台帳.xlsx|--lang|ja": 0,
        "sync|--book|台帳.xlsx|--lang|ja": 0,
        "close|--book|台帳.xlsx|--lang|ja": 0,
        "starters|--book|台帳.xlsx|--for|windows": 0,
        "doctor|--book|台帳.xlsx": 0,
    }

    done = subprocess.run(
        [environment, "-I", "-X", "utf8", "-c", COMMANDS],
        input="\n".join(calls), capture_output=True, encoding="utf-8", cwd=folder, check=True,
    )  # fmt: skip

    lines = done.stdout.splitlines()
    assert {"site-packages"} == {Path(path).parts[-3] for path in lines[0].split(".py ")}
    assert {f"{call} {status}" for call, status in calls.items()} <= set(lines)
    assert "" == done.stderr
    assert (folder / "demo/papers/2026-05/workshop-order-2026-05.html").is_file()
    assert (folder / "starters").is_dir()


def test_its_command_is_installed(environment):
    """The wheel brings the commands backoffice and estimator."""
    command = [environment.with_name("backoffice"), "--version"]

    assert f"backoffice {__version__}\n" == subprocess.check_output(command, text=True)
    assert environment.with_name("estimator").is_file()
