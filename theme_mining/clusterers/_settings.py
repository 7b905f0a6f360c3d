"""What was asked for: how many themes, checked against how many answers there are."""

from __future__ import annotations

from theme_mining.core.errors import SettingsError

__all__ = ["asked_number"]


def asked_number(n_themes: object, n_distinct: int, n_seeded: int = 0) -> tuple[int | None, int | None]:
    """Give the lowest and highest number of clusters wanted; None where any will do.

    Raises
    ------
    SettingsError
        A number below 1, a range upside down, more than there are distinct answers, fewer than are seeded.

    >>> asked_number(12, 500), asked_number((8, 20), 500), asked_number(None, 500)
    ((12, 12), (8, 20), (None, None))
    """
    if n_themes is None:
        return (None, None) if not n_seeded else (n_seeded, max(n_seeded, round(1.2 * n_distinct**0.5)))
    low, high = n_themes if isinstance(n_themes, tuple) else (n_themes, n_themes)
    if not (isinstance(low, int) and isinstance(high, int)) or low < 1 or high < low:
        raise SettingsError(
            f'The number of themes cannot be "{n_themes}"',
            "a number of 1 or more, or a range from low to high, is wanted",
            "write for example 12 or 8-20",
        )
    if low > n_distinct:
        raise SettingsError(
            f"{low} themes cannot be found in {n_distinct} different answers",
            "every theme needs an answer of its own",
            f"ask for {max(n_distinct, 1)} or fewer, or leave the number out",
        )
    if n_seeded > high:
        raise SettingsError(
            f"{high} themes cannot hold the {n_seeded} themes to start from",
            do=f"ask for {n_seeded} or more, or leave the number out",
        )
    return max(low, n_seeded), min(high, n_distinct)
