"""Waves of coded answers → a model, alone or extending one that is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from theme_mining.assembly.modelling import Model, embed_texts, groups_of, labels_of, made_classifier
from theme_mining.assembly.parts import as_rows, embedder
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, one_answer_a_row, read_words
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.trained import Labelled

__all__ = ["Coded", "coded", "extended_codebook", "labelled_waves", "teach"]


@dataclass(frozen=True, slots=True)
class Coded:
    """A survey with each row's themes, respondents where they are known, and waves where there are several."""

    survey: Survey
    themes: tuple[tuple[str, ...], ...] = field(repr=False)
    groups: tuple[str, ...] | None = field(default=None, repr=False)
    waves: tuple[str, ...] = field(default=(), repr=False)


def coded(survey: Survey, labels: str, group: str = "", codebook: Codebook | None = None, wave: str = "") -> Coded:
    """Give a survey with its themes from the column `labels`. Raises InputError as `labels_of` and `groups_of`."""
    groups = groups_of(survey, group) if group else None
    themes = labels_of(survey, labels, codebook)
    return Coded(survey, themes, groups, (wave,) * len(themes))


def extended_codebook(model: Model, codebook: Codebook | None) -> Codebook | None:
    """Give the codebook that labels of new waves must fit: the one given, else the model's where people wrote it."""
    from theme_mining.flows.train import LABELS_ORIGIN

    written = model.trained.codebook.origin != LABELS_ORIGIN
    return codebook or (model.trained.codebook if written else None)


def teach(
    waves: Sequence[Coded],
    settings: Settings,
    codebook: Codebook | None = None,
    multilabel: bool = False,
    extends: Model | None = None,
) -> Model:
    """Train a model on waves in order of time; `extends` is the model they go on from.

    Raises
    ------
    InputError
        What is wrong in the answers or their themes; waves that leave something of the old model out.
    ModelError
        An old model of another embedder or language backend.
    """
    from theme_mining.flows.extend import extend
    from theme_mining.flows.train import train

    labelled = labelled_waves(waves, settings)
    embed = embed_texts(settings)
    if extends is None:
        made = made_classifier(settings)
        trained = train(labelled, made, codebook, embed, multilabel, settings.seed)
    else:
        made = made_classifier(settings, extends.trained.plug)
        trained = extend(labelled, extends.trained, made, codebook, embed, multilabel)
    return Model(trained, settings)


def labelled_waves(waves: Sequence[Coded], settings: Settings) -> Labelled:
    """Give the rows of all waves, read and embedded together. Raises InputError where two waves have one name."""
    names = Counter(name for wave in waves for name in set(wave.waves))
    twice = [name for name, n in names.items() if n > 1]
    if twice:
        raise InputError(f'Two waves are called "{twice[0]}"', "a name each is wanted", "rename one of the files")
    segments = [segment for wave in waves for segment in read_words(one_answer_a_row(wave.survey), settings)]
    grouped = all(wave.groups is not None for wave in waves)
    return Labelled(
        as_rows(segments, embedder(settings).fit(segments), settings),
        tuple(themes for wave in waves for themes in wave.themes),
        tuple(name for wave in waves for name in wave.groups or ()) if grouped else None,
        tuple(name for wave in waves for name in wave.waves or ("",) * len(wave.themes)),
    )
