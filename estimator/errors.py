"""Problems and exceptions: each problem says where, what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a request or a policy file that its author can put right.

    Attributes:
        field: Where, as a path: ``items[0].services.stone``.
        code: Stable key with which a caller looks up its own wording.
        message: What is wrong and what to do, in English.
    """

    field: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.field}: {self.message}" if self.field else self.message


class EstimatorError(Exception):
    """One or more problems; the text has one line for each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class PolicyError(EstimatorError):
    """The policy file cannot be used, or does not know a day it was asked about."""


class RequestError(EstimatorError):
    """The request cannot be estimated; its author has to change it."""
