"""Messages of the Sheets API, named as in Google's description of it, and the fields that this tool understands."""

from __future__ import annotations

from typing import Any, TypeAlias

Message: TypeAlias = dict[str, Any]
"""Any message; requests and replies are compared with Google's description."""
CellData: TypeAlias = Message
CellValue: TypeAlias = str | int | float | bool
DimensionRange: TypeAlias = Message
ExtendedValue: TypeAlias = Message
GridRange: TypeAlias = Message
NumberFormat: TypeAlias = Message
ProtectedRange: TypeAlias = Message
RowData: TypeAlias = Message
SheetProperties: TypeAlias = Message

UNDERSTOOD: dict[str, frozenset[str]] = {
    name: frozenset(fields.split())
    for name, fields in {
        "sheets.spreadsheets.get": "spreadsheetId ranges includeGridData",
        "sheets.spreadsheets.values.batchGet": (
            "spreadsheetId ranges majorDimension valueRenderOption dateTimeRenderOption"
        ),
        "BatchUpdateSpreadsheetRequest": (
            "requests includeSpreadsheetInResponse responseRanges responseIncludeGridData"
        ),
        "AppendCellsRequest": "sheetId rows fields",
        "FindReplaceRequest": (
            "find replacement matchCase matchEntireCell searchByRegex range sheetId"
        ),
        "UpdateDimensionPropertiesRequest": "range properties fields",
        "BandedRange": "bandedRangeId range rowProperties columnProperties",
        "BasicFilter": "range filterSpecs sortSpecs",
        "CellData": (
            "userEnteredValue effectiveValue formattedValue userEnteredFormat hyperlink note"
            " textFormatRuns chipRuns dataValidation"
        ),
        "DataFilter": "developerMetadataLookup",
        "DeveloperMetadataLocation": "locationType spreadsheet",
        "DeveloperMetadataLookup": "metadataId metadataKey metadataValue visibility locationType",
        "DimensionProperties": "pixelSize hiddenByUser",
        "FilterSpec": "columnIndex filterCriteria",
        "ProtectedRange": (
            "protectedRangeId range description warningOnly requestingUserCanEdit editors"
        ),
        "SortSpec": "dimensionIndex sortOrder",
        "SpreadsheetProperties": "title locale autoRecalc timeZone",
        "Table": "tableId name range columnProperties",
    }.items()
}
"""What this tool understands of methods and messages of which it does not understand, or keep, every field."""
