"""Price, dates and notices of a request under a policy, and the estimate code."""
