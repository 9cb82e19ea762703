"""Addresses of cells, as people read them."""

from __future__ import annotations


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return the address of a cell: its row counted from 1, its column from 0, as in a row of cells.

    >>> cell_address(12, 1)
    'B12'
    """
    return f"{column_letters(column + 1)}{row}"


def column_number(letters: str) -> int:
    """Return the number, counted from 1, of the column with these letters.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
