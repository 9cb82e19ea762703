"""Sample Google Sheets on the emulator, and functions that read them."""

from __future__ import annotations

from tests.backoffice import desks
from tests.backoffice.books.google_desks import emulator, on
from tests.backoffice.desks import NOW


def blank(**how):
    """Return the key of a sheet as its owner makes and shares it."""
    return emulator().new_spreadsheet("Desk", **how)


def run_on(key, now=NOW, **how):
    """Return a run on a sheet of the emulator."""
    return desks.run_on(on(emulator(), key, **how), now)


def asked(key, fields, *ranges):
    """Return Google's answer about a sheet."""
    book = on(emulator(), key)
    return book.connection.ask("", {"fields": fields, **({"ranges": ranges} if ranges else {})})


def tab_of(key, name, fields):
    """Return Google's answer about one tab."""
    found = asked(key, f"sheets(properties(title),{fields})")["sheets"]
    return next(tab for tab in found if tab["properties"]["title"] == name)


def row_of(key, name, row, fields="userEnteredValue,userEnteredFormat,dataValidation,note"):
    """Return the CellData of one row."""
    quoted = f"'{name}'!{row}:{row}"
    [tab] = asked(key, f"sheets(data(rowData(values({fields}))))", quoted)["sheets"]
    [data] = tab["data"]
    return data.get("rowData", [{}])[0].get("values", [])


def full_state(key):
    """Return all that a sheet is, its cells included, to be compared."""
    book = emulator().staff(key).book
    return (
        dict(book.properties),
        [
            (
                sheet.properties,
                [row.cells for row in sheet.rows],
                sheet.columns,
                sheet.protected,
                sheet.rules,
                sheet.bands,
                sheet.filter,
            )
            for sheet in book.sheets
        ],
        list(book.metadata),
    )


def typed_in(key, tab, cell, text):
    """Type as the owner."""
    emulator().staff(key).type(tab, cell, text)
