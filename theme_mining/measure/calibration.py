"""Whether probabilities mean what they say: calibration error and the calibration curve."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

__all__ = ["CalibrationCurve", "calibration_curve", "calibration_error"]

Floats = npt.NDArray[np.float64]
N_BINS = 15


@dataclass(frozen=True, slots=True)
class CalibrationCurve:
    """For each bin that holds answers: mean said probability, observed share, number of answers."""

    said: Floats = field(repr=False)
    observed: Floats = field(repr=False)
    n: npt.NDArray[np.int64] = field(repr=False)


def calibration_curve(said: npt.ArrayLike, right: npt.ArrayLike, bins: int = N_BINS) -> CalibrationCurve:
    """Sort answers by said probability into bins of equal width and compare with what was right.

    Fifteen bins as in Guo et al. 2017 ("On Calibration of Modern Neural Networks").
    """
    p, ok = np.asarray(said, dtype=np.float64), np.asarray(right, dtype=np.float64)
    place = np.minimum((p * bins).astype(np.int64), bins - 1)
    n = np.bincount(place, minlength=bins)
    some = n > 0
    mean = np.bincount(place, weights=p, minlength=bins)[some] / n[some]
    share = np.bincount(place, weights=ok, minlength=bins)[some] / n[some]
    return CalibrationCurve(mean, share, n[some])


def calibration_error(said: npt.ArrayLike, right: npt.ArrayLike, bins: int = N_BINS) -> float:
    """Give the expected calibration error, 0–1: mean distance of said and observed, weighted by answers a bin.

    With few answers it is above zero even for perfect probabilities (about 0.02 at 2,000 answers).

    >>> calibration_error([0.9, 0.9, 0.9, 0.9], [1, 1, 1, 0])
    0.15
    """
    curve = calibration_curve(said, right, bins)
    if not len(curve.n):
        return 0.0
    return round(float((np.abs(curve.said - curve.observed) * curve.n).sum() / curve.n.sum()), 6)
