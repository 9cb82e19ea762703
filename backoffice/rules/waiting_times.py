"""How long something may take before somebody asks again, or nobody writes of it any more."""

ASK_AGAIN = 7
"""Days after which a customer who does not answer, or pay, is asked again."""

STILL_COMING = 30
"""Days after which a customer is asked whether the parcel is still coming."""

UNCOLLECTED = 30
"""Days after which a customer who does not pay for a repaired piece is asked for it by letter."""

NEWS = 21
"""Days after which what happened is no news: no letter is drafted of it by itself any more."""
