"""An old model, its waves and a new one → a model of all of them, and whether anything was lost.

extend(labelled, old, classifier, codebook=None, embed=None, multilabel=False, seed=1729) -> Trained

`labelled.waves` names the wave of each row, in order of time. The old model keeps no answers, so its waves are given
again; it keeps their fingerprints, so that it is told which of them are as it saw them. Learning on from the old
weights alone forgets what the new wave does not ask (accuracy 0.28 instead of 0.63 on questions of the first wave
only; `tests/benchmarks/classification/waves.py`).

`Trained.scores["extension"]` holds ``waves`` (name, n, ``standing``: as the old model saw it, changed since, new),
``new_themes``, ``unseen_themes`` (the new waves have no answer of them), ``beside_old`` (both models on the new waves'
answers, differences new − old), ``before`` and ``now`` (macro-F1 of the old themes on the unchanged waves) and
``told`` (sentences).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.trained import Embed, Labelled, Trained, Wave
from theme_mining.flows.classify import check_fits, classify
from theme_mining.flows.train import LABELS_ORIGIN, held_out_choice, train
from theme_mining.measure.paired import mcnemar, paired_differences
from theme_mining.measure.scores import score

__all__ = ["codebook_of", "extend"]

Mask = npt.NDArray[np.bool_]
AS_BEFORE, CHANGED, NEW = "as the old model saw it", "changed since the old model saw it", "new"


def extend(
    labelled: Labelled,
    old: Trained,
    classifier: Any,
    codebook: Codebook | None = None,
    embed: Embed | None = None,
    multilabel: bool = False,
) -> Trained:
    """Train on the old model's waves and new ones; its codebook, seed and kind (one theme or several) are carried on.

    Raises
    ------
    InputError
        The waves are the old ones only, or fewer than the old model learnt from; a codebook without some of its
        themes; several themes an answer where it gives one.
    ModelError
        Rows of another embedder or language backend than the old model's.
    """
    check_fits(old, labelled.rows)
    standing = _standing(labelled, old)
    book = codebook or codebook_of(old, labelled)
    _check_themes(old, book)
    if old.single_label and not multilabel and not labelled.one_each:
        row = next(i for i, themes in enumerate(labelled.themes, 1) if len(themes) != 1)
        raise InputError(
            "The old model gives one theme an answer",
            f"answer {row} of those given has {len(labelled.themes[row - 1])}",
            "mend the labels, or say --multilabel for a model of several themes an answer",
        )
    several = multilabel or not old.single_label
    # A codebook that nobody wrote is not read: its names are labels, and training without it did not read them.
    read = None if book.origin == LABELS_ORIGIN else embed
    trained = train(labelled, classifier, book, read, several, old.seed)
    return replace(trained, scores={**trained.scores, "extension": _compared(trained, old, labelled, standing)})


def codebook_of(old: Trained, labelled: Labelled) -> Codebook:
    """Give the old model's codebook; where its themes are only labels, with the labels that are new."""
    known = {theme.id for theme in old.codebook}
    new = sorted({theme for themes in labelled.themes for theme in themes} - known)
    if old.codebook.origin != LABELS_ORIGIN or not new:
        return old.codebook
    themes = (*old.codebook.themes, *(Theme(name, name) for name in new))
    return replace(old.codebook, version=old.codebook.version + 1, themes=themes)


def _standing(labelled: Labelled, old: Trained) -> dict[str, str]:
    """Give wave → how it stands to the old model: known by fingerprint, else by name, else by order."""
    names = labelled.waves or ("",) * len(labelled)
    data = {name: labelled.take(np.array([n == name for n in names])).fingerprint() for name in dict.fromkeys(names)}
    before = _waves_of(old)
    found = {name: AS_BEFORE for name, told in data.items() if told in {wave.data for wave in before}}
    lacking = [wave for wave in before if wave.data not in data.values()]
    found |= {wave.name: CHANGED for wave in lacking if wave.name and wave.name in data}
    nameless = [wave for wave in lacking if wave.name not in found]
    rest = [name for name in data if name not in found]
    if not rest:
        raise InputError(
            "There is no new wave",
            f"all that is given are waves of the old model, {len(lacking) - len(nameless)} of them changed since",
            "add the new wave; or train without --extend, which learns from all that is given",
        )
    if len(rest) <= len(nameless):
        raise InputError(
            "The waves that the old model learnt from are wanted too: a model keeps no answers",
            f"it learnt from {_listed(before)}; {len(data)} given, {len(found)} of them known",
            "give the old files and the new one: theme-mining train OLD_FILE NEW_FILE --extend MODEL",
        )
    found |= dict.fromkeys(rest[: len(nameless)], CHANGED)
    return {name: found.get(name, NEW) for name in data}


def _waves_of(old: Trained) -> tuple[Wave, ...]:
    """Give the waves of a model; one that was made before waves were kept has the whole as one."""
    n = int(old.scores.get("n", 0))
    return old.waves or ((Wave("", n, old.fingerprints.get("data", ""), {}),) if n else ())


def _listed(waves: Sequence[Wave]) -> str:
    return ", ".join(f'"{wave.name}" ({wave.n} answers)' if wave.name else f"{wave.n} answers" for wave in waves)


def _check_themes(old: Trained, book: Codebook) -> None:
    known = {theme.id for theme in book}
    lost = [theme for theme in old.themes if theme not in known]
    if lost:
        raise InputError(
            f"The codebook has lost {len(lost)} of the old model's {len(old.themes)} themes",
            ", ".join(lost[:8]),
            "put them back in the codebook, leave --codebook out, or train without --extend",
        )


def _compared(trained: Trained, old: Trained, labelled: Labelled, standing: dict[str, str]) -> dict[str, Any]:
    names = labelled.waves or ("",) * len(labelled)
    truth = labelled.matrix(trained.themes)
    held = held_out_choice(trained.classifier.held_out_proba_, truth, labelled.groups, trained.single_label)
    new = np.array([standing[name] == NEW for name in names])
    unchanged = np.array([standing[name] == AS_BEFORE for name in names])
    known = np.array([theme in old.themes for theme in trained.themes])
    beside = _beside_old(old, trained.themes, labelled.take(new), held[new])
    found: dict[str, Any] = {
        "waves": [{"name": name, "n": names.count(name), "standing": how} for name, how in standing.items()],
        "new_themes": [theme for theme, k in zip(trained.themes, known, strict=True) if not k],
        "unseen_themes": [t for t, n in zip(trained.themes, truth[new].sum(axis=0), strict=True) if not n],
        "beside_old": beside,
    }
    if unchanged.any() and CHANGED not in standing.values() and "macro_f1" in old.scores:
        groups = None if labelled.groups is None else labelled.take(unchanged).groups
        now = score(truth[unchanged][:, known], held[unchanged][:, known], groups).macro_f1
        found |= {"before": old.scores["macro_f1"], "now": now.to_dict()}
    return found | {"told": _told(found)}


def _beside_old(old: Trained, themes: tuple[str, ...], labelled: Labelled, held: Mask) -> dict[str, Any]:
    """Compare on the new waves' answers, which the old model never saw and the new one had held out."""
    truth, before = labelled.matrix(themes), np.zeros((len(labelled), len(themes)), bool)
    before[:, [themes.index(theme) for theme in old.themes]] = classify(old, labelled.rows).chosen
    macro, micro, _ = paired_differences(truth, before, held, labelled.groups)
    only_old, only_new, p = mcnemar((truth == before).all(axis=1), (truth == held).all(axis=1))
    old_scores, new_scores = score(truth, before, labelled.groups), score(truth, held, labelled.groups)
    return {
        "n": len(truth),
        "old": {"accuracy": old_scores.accuracy.to_dict(), "macro_f1": old_scores.macro_f1.to_dict()},
        "new": {"accuracy": new_scores.accuracy.to_dict(), "macro_f1": new_scores.macro_f1.to_dict()},
        "macro_f1_difference": macro.to_dict(),
        "micro_f1_difference": micro.to_dict(),
        "only_old_right": only_old,
        "only_new_right": only_new,
        "mcnemar_p": round(p, 6),
    }


def _told(found: dict[str, Any]) -> list[str]:
    told = [
        f"Wave {wave['name'] or 'without a name'} ({wave['n']} answers): {wave['standing']}." for wave in found["waves"]
    ]
    if found["new_themes"]:
        told.append(f"Themes that the old model does not know: {', '.join(found['new_themes'])}.")
    if found["unseen_themes"]:
        told.append(f"No answer of the new wave has: {', '.join(found['unseen_themes'])}; what is known of them stays.")
    beside = found["beside_old"]
    gain = beside["macro_f1_difference"]
    told.append(
        f"On the {beside['n']} new answers macro-F1 is {beside['old']['macro_f1']['value']:.3f} with the old model and "
        f"{beside['new']['macro_f1']['value']:.3f} with this one, each answer held out (difference "
        f"{gain['value']:+.3f}, 95 % {gain['low']:+.3f} to {gain['high']:+.3f})."
    )
    if "now" in found:
        before, now = found["before"], found["now"]
        told.append(
            f"On the {now['n']} answers the old model learnt from macro-F1 was {before['value']:.3f} when it was "
            f"cross-validated and is {now['value']:.3f} now (95 % {now['low']:.3f} to {now['high']:.3f})."
        )
    return told
