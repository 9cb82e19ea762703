"""The shared strings of a workbook: plain ones are read here, others by calamine; what it would misread is found.

A cell refers to one by its number, so a string too many or too few gives every later cell another text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backoffice.books.workbook.package.usual_columns import ESCAPED, PLAIN
from backoffice.books.workbook.package.xml_elements import check_well_formed
from backoffice.messages.errors import BookUnavailableError

_STRING = re.compile(rf"<si>(?:<t>({PLAIN})</t></si>)?|<si[\s/]")
_ROOT = re.compile(rb"<([\w.-]+:)?sst[\s/>]")


def shared_strings(xml: bytes) -> Sequence[str | None]:
    """Return the shared strings in a part; None for each that is no plain text.

    Raises:
        BookUnavailableError: If the XML is damaged, or an element is where no program writes it.
    """
    check_well_formed(xml, "file.damaged-texts")
    root = _ROOT.search(xml)
    if not root:
        raise BookUnavailableError("file.odd-texts")
    prefix = re.escape(root[1] or b"")
    if _odd(prefix).search(xml, root.start()):
        raise BookUnavailableError("file.odd-texts")
    if prefix or b"<!" in xml or xml.count(b"<?") > 1:  # what is in a comment is no string
        return [None] * len(re.findall(rb"<%bsi[\s/>]" % prefix, xml))
    texts = _STRING.findall(xml.decode())
    return [text if text and ESCAPED not in text else None for text in texts]


def _odd(prefix: bytes) -> re.Pattern[bytes]:
    """Return the pattern of what no program writes: text outside of words, or an element out of place."""

    def element(names: bytes) -> bytes:
        return rb"%b(?:%b)(?:\s[^<>]*)?" % (prefix, names)

    run, phonetic = rb"<%br[\s>]" % prefix, rb"<%b(?:rPh|phoneticPr)[\s>/]" % prefix
    words, end = rb"<%bt[\s>/]" % prefix, rb"</%bsi>" % prefix
    strings = rb"<%bsi[\s/>]|</%bsst>|<%bextLst[\s/>]" % (prefix, prefix, prefix)
    beginning = rb"%b(?<!/)>\s*+(?!%b)"  # a start tag that nothing else may follow
    follow = rb"(?:%b)>\s*+(?!%b)"
    parts = (
        beginning % (element(b"sst"), strings),
        follow % (rb"/%bsi|%b/" % (prefix, element(b"si")), strings),
        beginning % (element(b"si"), b"|".join((words, run, phonetic, end))),
        rb"%b(?<!/)>[^<]*+(?!</%bt>)" % (element(b"t"), prefix),
        beginning % (element(b"r"), rb"%b|<%brPr[\s/>]" % (words, prefix)),
        follow % (rb"/%brPr|%b/" % (prefix, element(b"rPr")), rb"%b|</%br>" % (words, prefix)),
        follow % (rb"/%br" % prefix, b"|".join((run, phonetic, end))),
        follow % (rb"/%brPh" % prefix, b"|".join((phonetic, run, end))),
        rb"/[\w.:-]+>\s*+[^<\s]",
    )
    return re.compile(rb"<(?:%b)" % b"|".join(parts))
