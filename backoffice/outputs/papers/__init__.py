"""Papers that leave the building: made from frozen rows only, the same byte for byte each time."""
