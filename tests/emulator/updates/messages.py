"""The requests of ``spreadsheets.batchUpdate``, with the fields that this tool understands."""

from __future__ import annotations

from typing import TypedDict

from tests.emulator.messages import (
    BandedRange,
    BasicFilter,
    CellData,
    ConditionalFormatRule,
    DataFilter,
    DeveloperMetadata,
    DimensionProperties,
    DimensionRange,
    GridCoordinate,
    GridRange,
    ProtectedRange,
    RowData,
    SheetProperties,
    SortSpec,
    SpreadsheetProperties,
    Table,
)


class UpdateSpreadsheetPropertiesRequest(TypedDict, total=False):
    properties: SpreadsheetProperties
    fields: str


class AddSheetRequest(TypedDict, total=False):
    properties: SheetProperties


class DeleteSheetRequest(TypedDict, total=False):
    sheetId: int


class UpdateSheetPropertiesRequest(TypedDict, total=False):
    properties: SheetProperties
    fields: str


class UpdateCellsRequest(TypedDict, total=False):
    rows: list[RowData]
    fields: str
    start: GridCoordinate
    range: GridRange


class RepeatCellRequest(TypedDict, total=False):
    range: GridRange
    cell: CellData
    fields: str


class AppendCellsRequest(TypedDict, total=False):
    sheetId: int
    rows: list[RowData]
    fields: str


class FindReplaceRequest(TypedDict, total=False):
    find: str
    replacement: str
    matchCase: bool
    matchEntireCell: bool
    searchByRegex: bool
    includeFormulas: bool
    range: GridRange
    sheetId: int
    allSheets: bool


class AppendDimensionRequest(TypedDict, total=False):
    sheetId: int
    dimension: str
    length: int


class InsertDimensionRequest(TypedDict, total=False):
    range: DimensionRange
    inheritFromBefore: bool


class DeleteDimensionRequest(TypedDict, total=False):
    range: DimensionRange


class MoveDimensionRequest(TypedDict, total=False):
    source: DimensionRange
    destinationIndex: int


class UpdateDimensionPropertiesRequest(TypedDict, total=False):
    range: DimensionRange
    properties: DimensionProperties
    fields: str


class CopyPasteRequest(TypedDict, total=False):
    source: GridRange
    destination: GridRange
    pasteType: str
    pasteOrientation: str


class SortRangeRequest(TypedDict, total=False):
    range: GridRange
    sortSpecs: list[SortSpec]


class AddConditionalFormatRuleRequest(TypedDict, total=False):
    rule: ConditionalFormatRule
    index: int


class SetBasicFilterRequest(TypedDict, total=False):
    filter: BasicFilter


class AddBandingRequest(TypedDict, total=False):
    bandedRange: BandedRange


class AddTableRequest(TypedDict, total=False):
    table: Table


class AddProtectedRangeRequest(TypedDict, total=False):
    protectedRange: ProtectedRange


class UpdateProtectedRangeRequest(TypedDict, total=False):
    protectedRange: ProtectedRange
    fields: str


class DeleteProtectedRangeRequest(TypedDict, total=False):
    protectedRangeId: int


class CreateDeveloperMetadataRequest(TypedDict, total=False):
    developerMetadata: DeveloperMetadata


class DeleteDeveloperMetadataRequest(TypedDict, total=False):
    dataFilter: DataFilter
