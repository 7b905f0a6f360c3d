"""The Python face: `tm.discover`, `tm.train`, `tm.load`, `tm.classify` on pandas frames."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from theme_mining.assembly.codebooks import codebook_of_names, read_codebook
from theme_mining.assembly.line import Found, discover_survey
from theme_mining.assembly.modelling import Model, load_model
from theme_mining.assembly.settings import Settings, load_settings
from theme_mining.assembly.survey import survey_of_frame
from theme_mining.assembly.teaching import coded, extended_codebook, teach
from theme_mining.assembly.threads import one_thread
from theme_mining.core.codebook import Codebook

__all__ = ["classify", "discover", "load", "train"]


@one_thread
def discover(frame: pd.DataFrame, text: str | Sequence[str] = (), seed: int = 1729, **options: Any) -> Found:
    """Find themes in a frame of answers.

    Parameters
    ----------
    frame : DataFrame
        One row a respondent.
    text : str or sequence of str
        Column or columns of answers; found by looking when left out.
    seed : int
        Start of everything random; the same seed gives the same result.
    **options
        ``id``, ``background``, ``weight``, ``respondent``: columns. ``themes``: a number, a range such as
        ``"8-20"``, or ``"auto"``. ``codebook``: themes to start from, as a Codebook, its file, or a list of names.
        ``stop_words``: words that make no themes. ``settings``: a mapping of dotted settings, ``{"embed.dim": 64}``.

    Returns
    -------
    Found
        ``.codebook``, ``.assignments`` (DataFrame: id, theme, themes, score, run), ``.report(path)``,
        ``.save(folder)``.

    Raises
    ------
    InputError, SettingsError
        As the command line, with the same messages.
    """
    themes = options.pop("themes", None)
    start, stop_words = options.pop("codebook", None), tuple(options.pop("stop_words", ()))
    settings = _settings(text, seed, options, discover={"themes": themes, "stop_words": stop_words})
    if isinstance(start, str | Path):
        start = read_codebook(Path(start))
    elif start is not None and not isinstance(start, Codebook):
        start = codebook_of_names(start)
    return discover_survey(survey_of_frame(frame, settings), settings, start)


@one_thread
def train(
    frame: pd.DataFrame | Mapping[str, pd.DataFrame],
    text: str | Sequence[str] = (),
    labels: str = "themes",
    seed: int = 1729,
    **options: Any,
) -> Model:
    """Train a model on a frame whose column `labels` holds one theme, or several separated by ``;``.

    Parameters
    ----------
    frame : DataFrame, or mapping of wave name to DataFrame
        One row an answer (several text columns of a row are read as one answer); waves in order of time.
    text, labels : str
        Columns of answers and of themes.
    seed : int
        Start of everything random.
    **options
        ``id``, ``settings`` as in `discover`; ``group``: column of respondents, who are never split between
        training and testing; ``codebook``: a Codebook or its file; ``multilabel``: True where several themes an
        answer are to be expected though no training answer has them; ``extend``: a Model or its folder that this one
        goes on from (its waves are wanted again, as a model keeps no answers): its codebook and themes are kept, and
        ``.trained.scores["extension"]`` says how the two compare.

    Returns
    -------
    Model
        ``.save(folder)``, ``.classify(frame, text=)``, ``.trained.scores``.
    """
    group, codebook, extends = (options.pop(name, None) for name in ("group", "codebook", "extend"))
    multilabel = bool(options.pop("multilabel", False))
    settings = _settings(text, seed, options)
    if isinstance(codebook, str | Path):
        codebook = read_codebook(Path(codebook))
    if isinstance(extends, str | Path):
        extends = load_model(Path(extends), settings)
    book = extended_codebook(extends, codebook) if extends else codebook
    frames = frame if isinstance(frame, Mapping) else {"": frame}
    waves = [coded(survey_of_frame(f, settings), labels, group, book, name) for name, f in frames.items()]
    return teach(waves, settings, codebook, multilabel, extends)


def load(folder: str | Path) -> Model:
    """Load a model folder. Raises ModelError when a file is missing, changed or does not fit."""
    return load_model(Path(folder))


@one_thread
def classify(frame: pd.DataFrame, model: str | Path | Model, text: str | Sequence[str] = ()) -> pd.DataFrame:
    """Give the frame with ``theme``, ``themes``, ``confidence``, ``review`` and ``evidence`` added."""
    return (model if isinstance(model, Model) else load(model)).classify(frame, text)


def _settings(text: str | Sequence[str], seed: int, options: dict[str, Any], **sections: Mapping[str, Any]) -> Settings:
    more: Mapping[str, Any] = options.pop("settings", {})
    background = options.pop("background", ())
    read: dict[str, Any] = {
        "text": (text,) if isinstance(text, str) else tuple(text),
        "background": (background,) if isinstance(background, str) else tuple(background),
        **{name: options.pop(name) for name in ("id", "weight", "respondent") if name in options},
    }
    if options:
        name = next(iter(options))
        raise TypeError(f"there is no option {name!r}; see help(theme_mining.discover)")
    overrides = [f"{key}={_toml(value)}" for key, value in more.items()]
    return load_settings(None, overrides, top={"seed": seed}, read=read, **sections)


def _toml(value: object) -> str:
    return (
        str(value).lower() if isinstance(value, bool) else repr(value) if not isinstance(value, str) else f'"{value}"'
    )
