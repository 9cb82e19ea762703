"""Texts that a careless program would take for something else."""

ODD_TEXTS = [
    "=cmd|' /C calc'!A0",
    "=1+1",
    "+1",
    "+49 30 1234",
    "@SUM(A1)",
    "'quoted",
    "00123",
    "1e5",
    "  spaces  ",
    "two\nlines",
    "<b>&amp;</b>",
    "_x0041_",
    "💍 ring 👨‍👩‍👧",
    "ﻢﺮﺤﺑﺍ שלום",
    "ｶﾀｶﾅ",
    "ｶﾀｶﾅ １，８００円",
    "TRUE",
    "2026-06-01",
]
