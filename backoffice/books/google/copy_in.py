"""A whole desk written into a Google Sheet: tabs are made under other names, filled, and named last.

Until the last request, which does everything that counts, the sheet holds no desk that a run would
touch.  What a run that was cut off left behind is noted, and removed by the next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gspread.exceptions import APIError

from backoffice.books.google.batch_update import MOST_BYTES, encoded, in_parcels
from backoffice.books.google.create.new_desk import NewDesk, file_properties, making_of
from backoffice.books.google.create.sheet_state import NOTE_KEY, Seen, cleared, in_making, look
from backoffice.books.google.create.tab_rows import fill_requests
from backoffice.books.google.create.tabs import ids_for, tab_requests
from backoffice.books.google.google_sheet import GoogleSheet
from backoffice.books.google.refusals import changed
from backoffice.books.google.versions import Request, Versions, claim, mark_months, new_token

_NOTE = 999_999
"""Number of the note that tells of a copy in the making; two at once cannot both make it."""


class Arrival:
    """One desk on its way into a sheet.

    Args:
        sheet: Where to.
        desk: What.
        seen: The sheet as it is.
        room: Names of tabs that make room at the end: empty ones, and a desk without tickets.
        months: Marks of the months that are closed.
    """

    def __init__(
        self,
        sheet: GoogleSheet,
        desk: NewDesk,
        seen: Seen,
        room: Sequence[str],
        months: Sequence[int],
    ) -> None:
        self._sheet, self._desk, self._seen = sheet, desk, seen
        self._room, self._months = room, months
        self._token = new_token()
        self._version = seen.versions.newest + 1
        self._ids = ids_for(desk.tabs, set(seen.ids.values()))

    def bring(self, told: Callable[[int, int], None] = lambda *_: None) -> None:
        """Write the desk: in one request where it fits into one, else with what counts last.

        Args:
            told: Told how many of how many requests are done.

        Raises:
            BookUnavailableError: If Google does not answer or refuses.  The sheet holds no desk then.
            BookChangedError: If somebody else wrote into the sheet meanwhile.
        """
        made, filled, named = self._made(), [*self._filled()], self._named()
        parcels = [made + filled + named]
        if len(encoded({"requests": parcels[0]})) > MOST_BYTES:
            parcels = [made, *in_parcels(filled), named]
        for done, parcel in enumerate(parcels, start=1):
            self._send(parcel, first=done == 1, last=done == len(parcels))
            told(done, len(parcels))

    def _made(self) -> list[Request]:
        """Return what makes every tab, under a name that no run looks for."""
        desk, ids = self._desk, self._ids
        making = making_of(desk, ids, self._sheet.account.email)
        note = {
            "metadataId": _NOTE,
            "metadataKey": NOTE_KEY,
            "metadataValue": " ".join([self._token, *map(str, ids)]),
            "location": {"spreadsheet": True},
            "visibility": "DOCUMENT",
        }
        made = [
            *cleared(self._seen),
            {"createDeveloperMetadata": {"developerMetadata": note}},
        ]
        for index, (contents, number) in enumerate(zip(desk.tabs, ids, strict=True)):
            made += tab_requests(contents, number, index, in_making(number), making)
        return made

    def _filled(self) -> Iterator[Request]:
        desk, digits = self._desk, self._desk.policy.currency.digits
        names = {
            contents.name: number for contents, number in zip(desk.tabs, self._ids, strict=True)
        }
        for contents, number in zip(desk.tabs, self._ids, strict=True):
            yield from fill_requests(contents, number, desk.language, names, digits)

    def _named(self) -> list[Request]:
        """Return what makes a desk of the tabs: their names, the notes of closed months, room."""
        versions, token = self._seen.versions, self._token
        bare = Versions({}, frozenset())
        gone = {"developerMetadataLookup": {"metadataKey": NOTE_KEY}}
        made = [month for month in self._months if month not in versions.months]
        return [
            *claim(versions, self._version, token),
            *mark_months(versions, 0, frozenset(self._months), token),
            *(note for month in made for note in mark_months(bare, month, [month], token)),
            *file_properties(self._desk),
            *({"deleteSheet": {"sheetId": self._seen.ids[name]}} for name in self._room),
            *(
                _renamed(number, contents.name)
                for contents, number in zip(self._desk.tabs, self._ids, strict=True)
            ),
            {"deleteDeveloperMetadata": {"dataFilter": gone}},
        ]

    def _send(self, parcel: Sequence[Request], *, first: bool, last: bool) -> None:
        with self._sheet.in_words(writing=True):
            try:
                self._sheet.connection.send(parcel)
            except APIError as error:
                if error.response.status_code != 400:
                    raise
                now = look(self._sheet.connection.ask)
                if last and now.versions.tokens.get(self._version) == self._token:
                    return  # the repeat of a request whose answer was lost
                if now.unfinished.split()[:1] != [self._token]:
                    raise changed(self._sheet.where) from error
                if first and not last:
                    return
                raise


def _renamed(sheet_id: int, name: str) -> Request:
    properties = {"sheetId": sheet_id, "title": name}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}
