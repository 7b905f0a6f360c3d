"""Edits as a person names them: themes by id or name, a split found among the answers, the groups cut elsewhere."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from theme_mining.assembly.codebook_place import Place
from theme_mining.assembly.codebooks import codebook_of_names
from theme_mining.assembly.parts import embedder, finnish_text, plug, vectors_of, word_class
from theme_mining.assembly.settings import Settings
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.codebook_qdc import plain_id
from theme_mining.core.errors import InputError, SettingsError, near_miss
from theme_mining.flows.review_codebook import Edit, regroup, split

__all__ = ["cut_place", "named", "split_place"]


def named(codebook: Codebook, given: str) -> str:
    """Give the id of a theme named by its id or its name. Raises InputError with the near miss."""
    ids = {theme.id for theme in codebook}
    if given in ids:
        return given
    same = [theme.id for theme in codebook if theme.name.casefold() == " ".join(given.split()).casefold()]
    if len(same) == 1:
        return same[0]
    if same:
        raise InputError(f'Several themes are named "{given}"', f"ids: {', '.join(same)}", "name it by its id")
    raise InputError(f'The codebook has no theme "{given}"', near_miss(given, [*ids, *(t.name for t in codebook)]))


def cut_place(place: Place, n_groups: int, cause: str = "") -> Edit:
    """Give the edit that cuts theme groups elsewhere. Raises InputError where the codebook has no tree."""
    if place.kept is None:
        raise InputError(
            f"{place.path} has no tree of themes", "only a folder of `discover` has one", "move themes by hand instead"
        )
    if n_groups < 1:
        raise SettingsError(f"The themes cannot be cut into {n_groups} groups", "1 or more is wanted")
    return regroup(place.history.now, place.kept.merges, n_groups, cause, place.history.leaf_of())


def split_place(
    place: Place, theme_id: str, settings: Settings, n_parts: int = 2, names: Sequence[str] = (), cause: str = ""
) -> Edit:
    """Give the edit that splits a theme by what its answers say; a codebook alone is split into the names given.

    Raises
    ------
    InputError
        Too few answers that differ, or no names where there are no answers to find parts in.
    SettingsError
        Fewer than two parts.
    """
    n_parts = len(names) or n_parts
    if n_parts < 2:
        raise SettingsError("A theme is split into two parts or more", f"{n_parts} asked for")
    now = place.history.now
    used = {theme.id for book in place.history.versions for theme in book}
    if place.kept is None:
        if not names:
            raise InputError(
                f"{place.path} is a codebook without answers",
                "the names of the parts are wanted",
                "give each with --name",
            )
        parts = [dataclasses.replace(t, id=plain_id(t.name, used)) for t in codebook_of_names(names)]
        first = dataclasses.replace(now.theme(theme_id), id=parts[0].id, name=parts[0].name)
        return split(now, theme_id, [first, *parts[1:]], {}, cause)
    parts, where = _parts(place, theme_id, settings, n_parts, used)
    parts = [dataclasses.replace(part, name=name) for part, name in zip(parts, names, strict=True)] if names else parts
    return split(now, theme_id, parts, where, cause)


def _parts(
    place: Place, theme_id: str, settings: Settings, n_parts: int, used: set[str]
) -> tuple[list[Theme], dict[str, str]]:
    from theme_mining.flows.discover import DiscoverOptions, discover

    assert place.kept is not None
    mine = {a.segment_id for a in place.history.assignments(place.kept.assignments) if a.theme_id == theme_id}
    held = place.kept.segments.drop_duplicates("segment")
    held = held[held["segment"].isin(mine)]
    if held["text"].nunique() < 2 * n_parts:
        raise InputError(
            f'"{theme_id}" cannot be split into {n_parts}',
            f"{held['text'].nunique()} different answers carry it; {2 * n_parts} or more are wanted",
        )
    segments = finnish_text(settings).transform(held["text"].tolist(), ids=held["segment"].tolist())
    maker = embedder(settings).fit(segments)
    clusterer = plug("clusterers", settings.discover.use)(n_themes=n_parts, seed=settings.seed)
    options = DiscoverOptions(word_class=word_class(settings))
    found = discover(segments, vectors_of(segments, maker), clusterer, options)
    groups = {theme.parent for theme in found.codebook}
    parts = [theme for theme in found.codebook if theme.id not in groups]
    new = {part.id: plain_id(part.name, used) for part in parts}
    told = zip(found.answers["id"], found.answers["theme"], strict=True)
    where = {str(segment): new[str(theme)] for segment, theme in told if theme}
    return [dataclasses.replace(part, id=new[part.id], parent="") for part in parts], where
