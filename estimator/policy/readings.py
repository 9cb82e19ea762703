"""Readings: where the shop's own text can be read in two ways, the owner chooses one in the policy file."""

from __future__ import annotations

from enum import Enum


class Per(Enum):
    """What one handling fee is for.  Source: policy P7."""

    REQUEST = "request"
    ITEM = "item"


class Arrival(Enum):
    """What counts as the day of arrival.  Source: policy P11."""

    DELIVERY = "delivery"
    OPENED = "opened"


class Every(Enum):
    """When parcels leave for the workshop.  Source: policy P9."""

    MONTH = "month"
    PIECE = "piece"


class Roll(Enum):
    """Where a parcel day moves that falls on a closed day.  Source: policy P10."""

    FORWARD = "forward"
    BACK = "back"


class Payer(Enum):
    """Who pays the way back when a quote is declined.  Source: policy P13."""

    SHOP = "shop"
    CUSTOMER = "customer"
