"""Making a desk in a Google Sheet that its owner made and shared: all of it in one write, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gspread.exceptions import APIError

from backoffice.books.google.create.formats import LOCALES
from backoffice.books.google.create.sheet_state import (
    DEFAULTS,
    Seen,
    cleared,
    empty_tabs,
    fitting,
    in_making,
    look,
    unprotected,
)
from backoffice.books.google.create.tab_rows import fill_requests
from backoffice.books.google.create.tab_rules import protection
from backoffice.books.google.create.tabs import Making, ids_for, tab_requests
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.versions import Request, claim, new_token
from backoffice.errors import BookUnavailableError
from backoffice.sheet.tab_contents import TabContents, new_tabs
from estimator.policy.model import UndatedPolicy


@dataclass(frozen=True, slots=True)
class NewDesk:
    """What is to be set up.

    Attributes:
        policy: Shop, time zone, currency; its services and materials became columns and lists.
        language: Of the sheet, ``en`` or ``ja``.
        tabs: Its tabs, in order.
    """

    policy: UndatedPolicy
    language: str
    tabs: Sequence[TabContents]


def connect(
    sheet: GoogleSheet, policy: UndatedPolicy, language: str, numbers: Sequence[str]
) -> bool:
    """Set up a new desk with a docket pad of `numbers`; return whether it was: False if one is there.

    Raises:
        BookUnavailableError: If the sheet cannot be reached or written, or holds something else
            where a tab of the desk belongs.  Nothing is touched then.
    """
    desk = NewDesk(policy, language, new_tabs(policy, language, numbers))
    with sheet.in_words():
        seen = look(sheet.connection.ask)
        if seen.is_desk:
            return False
        spare = spare_tabs(sheet, seen)
    with sheet.in_words(writing=True):
        token = new_token()
        version = seen.versions.newest + 1
        requests = [
            *claim(seen.versions, version, token),
            *cleared(seen),
            *set_up_requests(desk, seen, spare, sheet.account.email),
        ]
        try:
            sheet.connection.send(requests)
        except APIError as error:
            now = look(sheet.connection.ask)
            if now.versions.tokens.get(version) == token:
                return True  # the repeat of a write whose answer was lost
            if error.response.status_code == 400 and now.is_desk:
                return False  # somebody else was quicker
            raise
    return True


def mend(sheet: GoogleSheet, policy: UndatedPolicy, language: str) -> list[str]:
    """Give a desk back its locale, time zone and protections; return what was missing.

    Raises:
        BookUnavailableError: If the sheet cannot be reached or written.
    """
    desk = NewDesk(policy, language, ())
    with sheet.in_words():
        seen = look(sheet.connection.ask)
    wrong = [key for key, fits in fitting(seen, policy, language).items() if not fits]
    bare = {name: seen.ids[name] for name in unprotected(seen)}
    if wrong or bare:
        with sheet.in_words(writing=True):
            sheet.connection.send(
                [
                    *(file_properties(desk) if wrong else ()),
                    *(protection(name, at, sheet.account.email) for name, at in bare.items()),
                ]
            )
    return [*wrong, *bare]


def spare_tabs(sheet: GoogleSheet, seen: Seen) -> list[str]:
    """Return the empty tabs that make room: Google's own first tab, and those named as ours.

    Raises:
        BookUnavailableError: If a tab that is named as one of ours holds something.
    """
    names = [name for name in seen.ids if name in DEFAULTS or len(seen.tabs) == 1]
    empty = empty_tabs(sheet.connection.ask, seen, [*dict.fromkeys([*names, *seen.named_alike])])
    taken = [name for name in seen.named_alike if name not in empty]
    if taken:
        raise _taken(sheet.where, taken)
    return [name for name in seen.ids if name in empty]


def room_for(sheet: GoogleSheet) -> tuple[Seen, list[str]]:
    """Return what the sheet is like, and which of its tabs make room for another desk.

    A desk that was set up there makes room too: whoever calls this has seen that it holds no ticket.

    Raises:
        BookUnavailableError: If the sheet cannot be reached, or a tab that is named as one of ours
            holds something else.
    """
    with sheet.in_words():
        seen = look(sheet.connection.ask)
        if not seen.is_desk:
            return seen, spare_tabs(sheet, seen)
        names = seen.named_alike
        empty = empty_tabs(
            sheet.connection.ask, seen, [name for name in seen.ids if name in DEFAULTS]
        )
    return seen, [name for name in seen.ids if name in names or name in empty]


def check_names(
    sheet: GoogleSheet, seen: Seen, room: Sequence[str], tabs: Sequence[TabContents]
) -> None:
    """Refuse names that other tabs of the sheet have.

    Raises:
        BookUnavailableError: Naming them.
    """
    stay = {name.casefold() for name in seen.ids if name not in room}
    taken = [contents.name for contents in tabs if contents.name.casefold() in stay]
    if taken:
        raise _taken(sheet.where, taken)


def set_up_requests(desk: NewDesk, seen: Seen, spare: Sequence[str], email: str) -> list[Request]:
    """Return what makes the tabs of `desk`, in one go.

    Args:
        desk: What to make.
        seen: The sheet as it is.
        spare: Empty tabs that make room.
        email: The script's address.
    """
    used = set(seen.ids.values())
    ids = ids_for(desk.tabs, used)
    making = making_of(desk, ids, email)
    names = {contents.name: number for contents, number in zip(desk.tabs, ids, strict=True)}
    made = [*file_properties(desk), *(_out_of_the_way(seen.ids[name]) for name in spare)]
    for index, (contents, number) in enumerate(zip(desk.tabs, ids, strict=True)):
        made += tab_requests(contents, number, index, contents.name, making)
        made += fill_requests(contents, number, desk.language, names, making.digits)
    return [*made, *({"deleteSheet": {"sheetId": seen.ids[name]}} for name in spare)]


def making_of(desk: NewDesk, ids: Sequence[int], email: str) -> Making:
    """Return what the tabs of `desk` share."""
    return Making(
        shop=desk.policy.shop.name,
        digits=desk.policy.currency.digits,
        language=desk.language,
        email=email,
        ids={
            contents.tab: number
            for contents, number in zip(desk.tabs, ids, strict=True)
            if contents.tab
        },
    )


def file_properties(desk: NewDesk) -> list[Request]:
    """Return what gives the file the shop's time zone, and the locale of its language."""
    properties = {"locale": LOCALES[desk.language], "timeZone": desk.policy.shop.timezone}
    fields = ",".join(properties)
    return [{"updateSpreadsheetProperties": {"properties": properties, "fields": fields}}]


def _out_of_the_way(sheet_id: int) -> Request:
    """Return what frees the name of an empty tab, so that the new one may have it."""
    properties = {"sheetId": sheet_id, "title": in_making(sheet_id)}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}


def _taken(where: str, names: Sequence[str]) -> BookUnavailableError:
    """Return the refusal of a sheet in which something else stands under our names."""
    wanted = "that name" if len(names) == 1 else "those names"
    return BookUnavailableError(
        f"{where}: something stands in {_listed(names)} already, and a desk needs {wanted}. Nothing was "
        "touched. Give the tab another name, or make a new empty sheet and use that one.",
        f"{where}:{_listed_ja(names)}タブにはすでに何か入力されていて、この名前は台帳で使います。"
        "何も変更していません。タブの名前を変えるか、新しい空のシートを作って使ってください。",
    )


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"the tab “{name}”" for name in names)


def _listed_ja(names: Sequence[str]) -> str:
    return "".join(f"「{name}」" for name in names)
