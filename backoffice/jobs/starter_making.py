"""Making the starters of a desk: files to double-click, beside the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from backoffice.atomic_files import written_beside
from backoffice.jobs.desk import Run
from backoffice.messages.errors import RefusedError, refused_as
from backoffice.outputs.starters.starter_files import System, is_starter, starter_files


def make_starters(
    run: Run,
    system: System,
    language: str,
    *,
    python: Path,
    variables: Mapping[str, str],
    folder: Path | None = None,
) -> Sequence[Path]:
    """Write the starters of a desk into `folder`, or into ``starters`` beside the book; return where they are.

    They run `python`, in which this program is installed, with the environment variables `variables`.

    Raises:
        RefusedError: If a file of one of the names was not made by this command.
    """
    folder = Path.absolute(folder or run.book.folder / "starters")
    made = starter_files(system, language, python=python, variables=variables, folder=folder)
    files = {folder / name: data for name, data in made.items()}
    with refused_as("starters.not-written", folder=folder):
        for path in files:
            if path.exists() and not is_starter(path.read_bytes()):
                raise RefusedError("starters.not-ours", path=path)
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in files.items():
            with written_beside(path, [data]) as beside:
                if path.suffix == ".command":
                    beside.chmod(beside.stat().st_mode | 0o111)
                beside.replace(path)
    return list(files)
