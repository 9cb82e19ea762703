"""Messages of the Sheets API, with the fields that this tool understands.

Classes and fields are called as in Google's description of the API; `test_messages.py` compares
them.  A request with a field that its class does not have answers 501, unless the class says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, TypedDict, TypeVar, cast

CellValue: TypeAlias = str | int | float | bool
Message: TypeAlias = Mapping[str, object]
"""Any message."""
MessageT = TypeVar("MessageT", bound=Message)
Requests: TypeAlias = Mapping[str, Message]
"""A Request: the name of one kind, and its message."""


class GridRange(TypedDict, total=False):
    sheetId: int
    startRowIndex: int
    endRowIndex: int
    startColumnIndex: int
    endColumnIndex: int


class GridCoordinate(TypedDict, total=False):
    sheetId: int
    rowIndex: int
    columnIndex: int


class DimensionRange(TypedDict, total=False):
    sheetId: int
    dimension: str
    startIndex: int
    endIndex: int


class ErrorValue(TypedDict):
    type: str
    message: str


class ExtendedValue(TypedDict, total=False):
    stringValue: str
    numberValue: float
    boolValue: bool
    formulaValue: str
    errorValue: ErrorValue


class NumberFormat(TypedDict, total=False):
    type: str
    pattern: str


class CellFormat(TypedDict, total=False):
    """Further fields are kept as sent."""

    numberFormat: NumberFormat


class ConditionValue(TypedDict, total=False):
    """Further fields are kept as sent."""

    userEnteredValue: str


class BooleanCondition(TypedDict, total=False):
    type: str
    values: list[ConditionValue]


class DataValidationRule(TypedDict, total=False):
    """Further fields are kept as sent."""

    condition: BooleanCondition


class PersonProperties(TypedDict, total=False):
    email: str
    displayFormat: str


class RichLinkProperties(TypedDict, total=False):
    uri: str


class Chip(TypedDict, total=False):
    personProperties: PersonProperties
    richLinkProperties: RichLinkProperties


class ChipRun(TypedDict, total=False):
    startIndex: int
    chip: Chip


class TableColumnDataValidationRule(TypedDict, total=False):
    condition: BooleanCondition


class TableColumnProperties(TypedDict, total=False):
    columnIndex: int
    columnName: str
    columnType: str
    dataValidationRule: TableColumnDataValidationRule


class Table(TypedDict, total=False):
    tableId: str
    name: str
    range: GridRange
    columnProperties: list[TableColumnProperties]


class CellData(TypedDict, total=False):
    userEnteredValue: ExtendedValue
    effectiveValue: ExtendedValue
    formattedValue: str
    userEnteredFormat: CellFormat
    hyperlink: str
    note: str
    textFormatRuns: list[Message]
    chipRuns: list[ChipRun]
    dataValidation: DataValidationRule


class RowData(TypedDict, total=False):
    values: list[CellData]


class GridData(TypedDict, total=False):
    startRow: int
    startColumn: int
    rowData: list[RowData]


class DimensionProperties(TypedDict, total=False):
    pixelSize: int
    hiddenByUser: bool


class GridProperties(TypedDict, total=False):
    """Further fields are kept as sent."""

    rowCount: int
    columnCount: int
    frozenRowCount: int
    frozenColumnCount: int


class SheetProperties(TypedDict, total=False):
    """Further fields are kept as sent."""

    sheetId: int
    title: str
    index: int
    sheetType: str
    hidden: bool
    gridProperties: GridProperties


class SpreadsheetProperties(TypedDict, total=False):
    title: str
    locale: str
    autoRecalc: str
    timeZone: str


class Editors(TypedDict, total=False):
    users: list[str]
    groups: list[str]
    domainUsersCanEdit: bool


class ProtectedRange(TypedDict, total=False):
    protectedRangeId: int
    range: GridRange
    description: str
    warningOnly: bool
    requestingUserCanEdit: bool
    unprotectedRanges: list[GridRange]
    editors: Editors


class BooleanRule(TypedDict, total=False):
    condition: BooleanCondition
    format: Message


class ConditionalFormatRule(TypedDict, total=False):
    ranges: list[GridRange]
    booleanRule: BooleanRule
    gradientRule: Message


class FilterSpec(TypedDict, total=False):
    columnIndex: int
    filterCriteria: Message


class SortSpec(TypedDict, total=False):
    dimensionIndex: int
    sortOrder: str


class BasicFilter(TypedDict, total=False):
    range: GridRange
    filterSpecs: list[FilterSpec]
    sortSpecs: list[SortSpec]


class BandedRange(TypedDict, total=False):
    bandedRangeId: int
    range: GridRange
    rowProperties: Message
    columnProperties: Message


class DeveloperMetadataLocation(TypedDict, total=False):
    locationType: str
    spreadsheet: bool


class DeveloperMetadata(TypedDict, total=False):
    metadataId: int
    metadataKey: str
    metadataValue: str
    visibility: str
    location: DeveloperMetadataLocation


class DeveloperMetadataLookup(TypedDict, total=False):
    metadataId: int
    metadataKey: str
    metadataValue: str
    visibility: str
    locationType: str


class DataFilter(TypedDict, total=False):
    developerMetadataLookup: DeveloperMetadataLookup


def without_empty(message: MessageT) -> MessageT:
    """Return `message` without the fields that are empty text, lists or messages."""
    return cast(
        "MessageT", {key: part for key, part in message.items() if part not in ("", [], {})}
    )
