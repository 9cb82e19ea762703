"""What travels with the pieces: the packing slip and the labels.  No personal data, no prices."""

from __future__ import annotations

from backoffice.messages import label, message
from backoffice.outputs.papers.order import DISPATCH, Order
from backoffice.outputs.papers.paper import (
    Column,
    Facts,
    Kind,
    Labels,
    Paper,
    Prose,
    Table,
    in_both,
)
from backoffice.outputs.papers.work_drawings import drawings_of, qr_code
from estimator.answers.wording import day as day_words

_COLUMNS = (
    (("order", "number"), Kind.NUMBER, 0),
    (("headings", "ticket"), Kind.STRONG, 0),
    (("headings", "piece"), Kind.TEXT, 30),
    (("headings", "material"), Kind.TEXT, 18),
    (("headings", "work"), Kind.WORK, 34),
    (("slip", "packed"), Kind.BOX, 0),
    (("slip", "received"), Kind.BOX, 0),
)


def packing_slip(order: Order) -> Paper:
    """Return the list to compare the parcel with, when it is packed and when it is opened."""
    language, count = order.language, len(order.pieces)
    title, other = in_both(label("slip", "title"), language)
    columns = []
    for (group, key), kind, width in _COLUMNS:
        own, in_other = in_both(label(group, key), language)
        columns.append(Column(heading=own, other=in_other, kind=kind, width=width))
    rows = [
        (str(number), piece.ticket, piece.piece, piece.material, piece.work, "", "")
        for number, piece in enumerate(order.pieces, 1)
    ]
    total = ("", "", message("slip", "total", language), str(count), "", "", "")
    contact = order.policy.shop.contact
    return Paper(
        language=language,
        title=title,
        title_other=other,
        about=str(order.month),
        shop=order.policy.shop.name.in_(language),
        day=order.closed.date(),
        facts=(
            (message("slip", "enclosed", language), str(count)),
            (DISPATCH.in_(language), day_words(order.dispatch, language)),
        ),
        blocks=(
            Table(columns=columns, rows=rows, work=order.work_in_words, totals=(total,)),
            Prose(paragraphs=(message("slip", "missing", language, contact=contact),)),
            Facts(
                heading=message("slip", "confirm-heading", language),
                rows=[
                    (message("slip", key, language), "")
                    for key in ("packed-by", "parcels", "tracking", "received-by")
                ],
            ),
        ),
        drawings=drawings_of(one.code for found in order.services for one in found or ()),
    )


def piece_labels(order: Order) -> Paper:
    """Return a sheet of labels, one for each piece: its ticket as text and as a QR code."""
    language, count = order.language, len(order.pieces)
    title, other = in_both(label("labels", "title"), language)
    labels = []
    for number, piece in enumerate(order.pieces, 1):
        of = message("labels", "of", language, month=order.month, number=number, count=count)
        below = (of, piece.material, _signs(order, number))
        labels.append((piece.ticket, below, qr_code(piece.ticket)))
    return Paper(
        language=language,
        title=title,
        title_other=other,
        about=str(order.month),
        shop=order.policy.shop.name.in_(language),
        day=order.closed.date(),
        blocks=(Labels(labels=labels),),
    )


def _signs(order: Order, number: int) -> str:
    """Return the work on a piece in the signs of its services: ``① ④ × 3``."""
    found = order.services[number - 1]
    if found is None:
        return ""
    signs = (
        order.policy.services[one.code].sign
        + (f"×{one.count}" if one.count > 1 else "")
        + ("?" if one.if_needed else "")
        for one in found
    )
    return " ".join(signs)
