"""What forgetting did, or would do, as plain values: nothing of what is in the cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backoffice.cli.result_data import Data, addresses_of, texts_of

if TYPE_CHECKING:
    from backoffice.jobs.forget_plan import Forgetting


def forgetting_data(done: Forgetting) -> Data:
    """Return what is forgotten, where it is, and what stays."""
    return {
        "before": str(done.before),
        "rehearsal": not done.done,
        "tickets": done.tickets,
        "cells": addresses_of(done.cells),
        "with_problem": list(done.old.with_problem),
        "repeated": list(done.old.repeated),
        "waiting": list(done.old.waiting),
        "own_columns": list(done.own_columns),
        "versions": texts_of(done.versions),
        "papers": texts_of(done.papers),
        "newer_versions": done.newer_versions,
        "lists": texts_of(done.listed),
        "copy": str(done.copy) if done.copy else None,
        "remains": list(done.remains),
        "cleared": done.cleared,
        "left": addresses_of(done.left),
        "later": done.later,
        "undeleted": texts_of(done.undeleted),
    }
