"""What travels with the pieces: the packing slip and the labels.  No personal data, no prices."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from io import BytesIO

from backoffice.messages import label, message, messages_in
from backoffice.outputs.papers.order import Order
from backoffice.outputs.papers.order_paper import paper_of, table_of
from backoffice.outputs.papers.paper import Facts, Kind, Labels, Paper, Prose
from backoffice.rules.work import OrderedService

_COLUMNS = (
    (label("order", "number"), Kind.NUMBER, 0),
    (label("headings", "ticket"), Kind.STRONG, 0),
    (label("headings", "piece"), Kind.TEXT, 30),
    (label("headings", "material"), Kind.TEXT, 18),
    (label("headings", "work"), Kind.WORK, 34),
    (label("slip", "packed"), Kind.BOX, 0),
    (label("slip", "received"), Kind.BOX, 0),
)
_BY_HAND = ("packed-by", "parcels", "tracking", "received-by")


def packing_slip(order: Order) -> Paper:
    """Return the list to compare the parcel with, when it is packed and when it is opened."""
    text = messages_in("slip", order.language)
    rows = [
        (str(number), piece.ticket, piece.piece, piece.material, piece.work, "", "")
        for number, piece in enumerate(order.pieces, 1)
    ]
    pieces, leaves, *_ = order.facts
    total = ("", "", text("total"), pieces[1], "", "", "")
    blocks = (
        table_of(order, _COLUMNS, rows, total),
        Prose(paragraphs=(text("missing", contact=order.policy.shop.contact),)),
        Facts(heading=text("confirm-heading"), rows=[(text(key), "") for key in _BY_HAND]),
    )
    return paper_of(order, "slip", blocks, facts=((text("enclosed"), pieces[1]), leaves))


def piece_labels(order: Order) -> Paper:
    """Return a sheet of labels, one for each piece: its ticket as text and as a QR code."""
    of = partial(message, "labels", "of", order.language, count=len(order.pieces))
    labels = [
        (
            piece.ticket,
            (of(month=order.month, number=number), piece.material, _signs(order, services or ())),
            _qr_code(piece.ticket),
        )
        for number, (piece, services) in enumerate(
            zip(order.pieces, order.services, strict=True), 1
        )
    ]
    return paper_of(order, "labels", (Labels(labels=labels),))


def _signs(order: Order, services: Iterable[OrderedService]) -> str:
    """Return the work on a piece in the signs of its services: ``① ④×3``."""
    return " ".join(
        order.policy.services[one.code].sign
        + (f"×{one.count}" if one.count > 1 else "")
        + ("?" if one.if_needed else "")
        for one in services
    )


def _qr_code(text: str) -> str:
    """Return `text` as a QR code in SVG; it survives a scratch over an eighth of it."""
    import segno

    svg, code = BytesIO(), segno.make(text, error="q", micro=False, boost_error=False)
    look = {"border": 0, "omitsize": True, "dark": "#000", "svgclass": None, "lineclass": None}
    code.save(svg, kind="svg", xmldecl=False, nl=False, **look)
    return svg.getvalue().decode()
