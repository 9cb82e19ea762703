"""The list of what staff empty by hand, as a page and as CSV."""

from __future__ import annotations

from pathlib import Path

from backoffice.atomic_files import written_beside
from backoffice.jobs.forget_plan import Forgetting
from backoffice.messages.errors import refused_by_system
from backoffice.outputs.forget_list import ForgetList, list_csv, list_page
from estimator.answers.wording import day as day_words


def written_list(plan: Forgetting, language: str) -> list[Path]:
    """Write the list of cells as a page and as CSV beside the book; return where they are."""
    run, layout = plan.desk.run, plan.desk.layout
    tab = layout.tickets.name
    headings = {
        layout.column_index[column.key]: column.label.in_(language)
        for column in layout.columns
        if column.key in layout.column_index
    }
    found = ForgetList(
        tab=tab,
        tickets={cell.row: cell.ticket for cell in plan.cells},
        places=[(cell.row, cell.column) for cell in plan.cells],
        headings=headings,
        link=lambda cells: run.book.link_to(plan.desk.snapshot, tab, cells),
    )
    page = list_page(found, language, day=day_words(plan.before, language), book=run.book.where)
    stem = run.book.folder / "forget" / f"forget-{plan.before}"
    contents = {
        stem.with_suffix(".html"): page,
        stem.with_suffix(".csv"): list_csv(found, language),
    }
    try:
        stem.parent.mkdir(exist_ok=True)
        for path, content in contents.items():
            with written_beside(path, [content.encode()]) as beside:
                beside.replace(path)
    except OSError as error:
        raise refused_by_system("forget-files.not-listed", error, path=stem.parent) from error
    return [*contents]
