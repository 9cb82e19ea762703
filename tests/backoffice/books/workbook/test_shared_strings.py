"""Shared strings: each cell's text has the number that it counts by, or the book is not read."""

from __future__ import annotations

import re

import pytest

from backoffice.books.workbook.package.shared_strings import shared_strings
from backoffice.messages.errors import BookUnavailableError

USUAL = [
    "<si><t>a</t></si>",
    '<si><t xml:space="preserve"> a </t></si>',
    "<si><t/></si>",
    "<si/>",
    "<si><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r></si>",
    "<si><r><rPr/><t>a</t></r><r><t>b</t></r></si>",
    "<si><t>山田</t><rPh sb='0' eb='2'><t>ヤマダ</t></rPh><phoneticPr fontId='1'/></si>",
    "\n  <si>\n    <t>a</t>\n  </si>\n",
]


def part(strings):
    return f"<?xml version='1.0'?><sst xmlns='u' count='9'>{strings}</sst>"


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("string", USUAL)
def test_strings_as_programs_write_them(string, prefix):
    """Words, formatted runs and readings above words are known, with a prefix or without."""
    xml = re.sub("<(/?)(?=[a-z])", rf"<\1{prefix}", part(string * 2)).replace(
        "xmlns=", f"xmlns{':x' if prefix else ''}="
    )

    found = shared_strings(xml.encode())

    assert 2 == len(found) and {*found} <= {None, "a"}


def test_plain_strings_are_read():
    """Formatted runs, blanks at an end and escaped characters are left to calamine."""
    strings = (
        *USUAL,
        "<si><t>受付 3</t></si>",
        "<si><t>a&amp;b</t></si>",
        "<si><t>_x0041_</t></si>",
    )

    expected = ["a", None, None, None, None, None, None, None, "受付 3", None, None]
    assert expected == shared_strings(part("".join(strings)).encode())


@pytest.mark.parametrize("other", ["<!--<si -->", "<?x <si ?>", "<![CDATA[<si ]]>"])
def test_what_is_no_element_is_left_to_calamine(other):
    """A comment counts as no string, whatever is in it."""
    assert {None} == {*shared_strings(part(f"<si><t>a</t>{other}</si><si><t>b</t></si>").encode())}


@pytest.mark.parametrize(
    "strings",
    ["<si><si><t>a</t></si></si>", "<si><t>a</t><si><t>b</t></si></si>", "<si><f>a</f></si>", "<si>a</si>",
     "<si><q><t>a</t></q></si>", "<t>a</t>", "<q><si><t>a</t></si></q>", "<si><t>a<t>b</t></t></si>",
     "<si><t>a</t></si>x<si/>", "<si><r>a</r></si>", "<si><r><q>a</q></r></si>",
     "<si><r><rPr/><q>a</q></r></si>", "<si><r><rPr><b/></rPr><q>a</q></r><r><t>b</t></r></si>"],
)  # fmt: skip
def test_strings_that_no_program_writes_are_refused(strings):
    """One string too many or too few would give every later cell another's text."""
    with pytest.raises(BookUnavailableError, match="written in an unknown way"):
        shared_strings(part(f"<si><t>a</t></si>{strings}").encode())


def test_another_root_is_refused():
    """Calamine reads no string then, and every text as blank."""
    with pytest.raises(BookUnavailableError, match="written in an unknown way"):
        shared_strings(b"<si><si><t>a</t></si></si>")
