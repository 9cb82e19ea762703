"""Requests that create and delete developer metadata of the file: notes that people do not see."""

from __future__ import annotations

from backoffice.books.google.request_kinds import Message, Request


def create_note(number: int | None, key: str, value: str) -> Request:
    """Create developer metadata of the file; refused if the number is in use; None lets Google choose."""
    note: Message = {} if number is None else {"metadataId": number}
    note |= {
        "metadataKey": key,
        "metadataValue": value,
        "location": {"spreadsheet": True},
        "visibility": "DOCUMENT",  # so that it is visible with every key
    }
    return {"createDeveloperMetadata": {"developerMetadata": note}}


def delete_note(number: int) -> Request:
    """Delete the developer metadata with this number."""
    return _delete_notes({"metadataId": number})


def delete_notes_called(key: str) -> Request:
    """Delete all developer metadata with this key; succeeds also if there is none."""
    return _delete_notes({"metadataKey": key})


def _delete_notes(lookup: Message) -> Request:
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}
