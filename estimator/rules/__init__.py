"""What follows from the policy: price, dates and notices of a request, and its code."""
