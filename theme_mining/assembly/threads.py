"""One thread for linear algebra: the same sums in the same order on every machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["one_thread"]

P = ParamSpec("P")
R = TypeVar("R")


def one_thread(function: Callable[P, R]) -> Callable[P, R]:
    """Make a function keep BLAS and OpenMP to one thread while it runs.

    Sums split over threads differ in the last digit with the number of cores, so results would too. It is also
    faster on short jobs: finding the themes of 860 answers took 8.6 s of processor time with one thread and 54 s with
    two on a busy two-core machine (threads waiting for each other spin).
    """

    @wraps(function)
    def limited(*args: P.args, **kwargs: P.kwargs) -> R:
        import sklearn.utils  # noqa: F401  (loads the libraries that are to be limited)
        from threadpoolctl import threadpool_limits

        with threadpool_limits(limits=1):
            return function(*args, **kwargs)

    return limited
