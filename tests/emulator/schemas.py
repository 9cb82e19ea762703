"""The description of Sheets, and that of Drive, of which no method is answered."""

from __future__ import annotations

from tests.emulator.discovery import load_api

SHEETS = load_api("sheets.v4.json")
DRIVE = load_api("drive.v3.json")
