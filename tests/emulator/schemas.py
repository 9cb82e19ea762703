"""The two APIs that are stood in for."""

from __future__ import annotations

from tests.emulator.discovery import load_api

SHEETS = load_api("sheets.v4.json")
DRIVE = load_api("drive.v3.json")
