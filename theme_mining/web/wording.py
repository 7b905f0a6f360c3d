"""How times, numbers and themes are written on a page, in its language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

__all__ = ["FILTERS"]


def theme_name(theme_id: str, name: Callable[[str], str]) -> str:
    """Give a theme's name by the function that knows it."""
    return name(theme_id)


@pass_context
def moment(context: Context, when: str) -> str:
    """Give an ISO time as date and time of this machine's zone, as the page's language writes them."""
    from babel.dates import format_datetime

    try:
        at = datetime.fromisoformat(when).astimezone()
    except ValueError:
        return when
    return str(format_datetime(at, "short", locale=_locale(context)))


@pass_context
def decimal(context: Context, value: float) -> str:
    """Give a number with two decimals: 0,87 in Finnish and Swedish, 0.87 in English."""
    from babel.numbers import format_decimal

    return format_decimal(value, "0.00", locale=_locale(context))


@pass_context
def percent(context: Context, share: float) -> str:
    """Give a share with one decimal: 12,3 % in Finnish and Swedish, 12.3% in English."""
    from babel.numbers import format_percent

    return format_percent(share, "0.0 %" if _locale(context) != "en" else "0.0%", locale=_locale(context))


def share(value: float) -> str:
    """Give a share 0–1 as whole per cent, as every report writes it."""
    from theme_mining.reports import percent as whole

    return whole(value)


@pass_context
def span(context: Context, low: float, high: float) -> str:
    """Give an interval of shares 0–1 in per cent, in words where it leaves everything open, as every report does."""
    from theme_mining.reports import texts

    return texts(_locale(context)).interval(low, high)


def points(change: float) -> str:
    """Give a difference of shares −1–1 in percentage points with its sign."""
    whole = int(100 * abs(change) + 0.5 + 1e-9)
    return "0" if not whole else f"{'+' if change > 0 else '−'}{whole}"


def thousands(n: int) -> str:
    """Give a whole number with narrow spaces between thousands."""
    return f"{n:,}".replace(",", "\u202f")


def _locale(context: Context) -> str:
    return str(context.get("language", "fi"))


FILTERS: dict[str, Any] = {
    "theme_name": theme_name,
    "moment": moment,
    "decimal": decimal,
    "percent": percent,
    "share": share,
    "span": span,
    "points": points,
    "thousands": thousands,
}
"""Names in templates → functions."""
