"""Model folders: what training gave, in files whose every byte is known; no pickles, no time stamps.

    manifest.json            format, themes, plug, fingerprints, seed, versions, SHA-256 of every other file
    classifier.json          the classifier's settings and vocabulary
    weights.safetensors      its arrays
    calibration.safetensors  thresholds, conformal scores, error counts
    codebook.json  scores.json  reference.json  CARD.md
    body/                    only where the classifier has one: a sentence-transformers folder, hashed file by file

The same data and seed give the same bytes. Loading checks all hashes before anything is read.
"""

from __future__ import annotations

import importlib.metadata
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import ModelError
from theme_mining.core.files import replacing_folder
from theme_mining.core.identity import file_hash, fingerprint
from theme_mining.core.trained import Trained, Wave

__all__ = ["diff", "load", "read_manifest", "save", "show", "verify"]

Revive = Callable[[str, dict[str, Any], dict[str, Any]], Any]
FORMAT = 1
BODY = "body"
FILES = (
    "CARD.md",
    "calibration.safetensors",
    "classifier.json",
    "codebook.json",
    "reference.json",
    "scores.json",
    "weights.safetensors",
)


def save(trained: Trained, folder: Path) -> None:
    """Write a model folder, whole or not at all. Raises StoreError when the place cannot be written."""
    from safetensors.numpy import save as packed

    settings, arrays = trained.classifier.to_state()
    numbers = {
        "thresholds": trained.thresholds,
        "conformal_scores": trained.conformal_scores,
        "error_counts": trained.error_counts,
    }
    with replacing_folder(Path(folder)) as beside:
        _write(beside / "weights.safetensors", packed(_plain(arrays)))
        _write(beside / "calibration.safetensors", packed(_plain(numbers)))
        _write(beside / "classifier.json", _json(settings))
        _write(beside / "codebook.json", trained.codebook.to_json().encode())
        _write(beside / "scores.json", _json(dict(trained.scores)))
        _write(beside / "reference.json", _json(dict(trained.reference)))
        _write(beside / "CARD.md", _card(trained).encode())
        if hasattr(trained.classifier, "save_body"):
            trained.classifier.save_body(beside / BODY)
        _write(beside / "manifest.json", _json(_manifest(trained, beside)))


def load(folder: Path, revive: Revive) -> Trained:
    """Read a model folder after checking every file.

    Parameters
    ----------
    folder : path
    revive : function
        `theme_mining.classifiers.revive`: makes the classifier of a plug's name, settings and arrays.

    Raises
    ------
    ModelError
        No model there, a file missing, cut short or changed, or a format this version does not know.
    """
    from safetensors.numpy import load as unpacked

    folder = Path(folder)
    manifest = verify(folder)
    numbers = unpacked((folder / "calibration.safetensors").read_bytes())
    arrays = unpacked((folder / "weights.safetensors").read_bytes())
    classifier = revive(manifest["plug"], _read(folder / "classifier.json"), arrays)
    if hasattr(classifier, "open_body"):
        classifier.open_body(folder / BODY)
    return Trained(
        themes=tuple(manifest["themes"]),
        single_label=bool(manifest["single_label"]),
        plug=manifest["plug"],
        classifier=classifier,
        thresholds=numbers["thresholds"],
        review_below=float(manifest["review_below"]),
        conformal_scores=numbers["conformal_scores"],
        error_counts=numbers["error_counts"],
        scores=_read(folder / "scores.json"),
        reference=_read(folder / "reference.json"),
        codebook=Codebook.read(folder / "codebook.json"),
        fingerprints=manifest["fingerprints"],
        seed=int(manifest["seed"]),
        waves=tuple(Wave(**wave) for wave in manifest.get("waves", ())),
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Give the manifest of a model folder, its files unchecked. Raises ModelError where there is none."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ModelError(f"There is no model folder {folder}", do="check --model, or train one: theme-mining train")
    if not (folder / "manifest.json").is_file():
        raise ModelError(f"{folder} is no model folder", "it has no manifest.json", "check --model")
    manifest = _read(folder / "manifest.json")
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else "none"
        raise ModelError(
            f"{folder} has a format this version does not know",
            f"format {FORMAT} wanted, {found} found",
            "train the model again, or install the version that made it",
        )
    return manifest


def verify(folder: Path) -> dict[str, Any]:
    """Check every file of a model folder against its hash and give the manifest.

    Raises
    ------
    ModelError
        Naming the first file that is missing or changed.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    if manifest.get("own_hash") != fingerprint({k: v for k, v in manifest.items() if k != "own_hash"}):
        raise _spoilt(folder, "manifest.json", "changed since it was written")
    hashes = manifest.get("files", {})
    for name in (*FILES, *sorted({*hashes, *_body_files(folder)} - set(FILES))):
        path = folder / name
        if name not in hashes or not path.is_file():
            raise _spoilt(folder, name, "missing" if name in hashes else "not listed in manifest.json")
        if path.stat().st_size != hashes[name]["bytes"]:
            raise _spoilt(folder, name, f"{path.stat().st_size} bytes long, {hashes[name]['bytes']} wanted")
        if file_hash(path) != hashes[name]["sha256"]:
            raise _spoilt(folder, name, "changed since it was written")
    return manifest


def show(folder: Path) -> str:
    """Give the card of a verified model folder. Raises ModelError as `verify`."""
    verify(folder)
    return (Path(folder) / "CARD.md").read_text(encoding="utf-8")


def diff(a: Path, b: Path) -> list[str]:
    """Say in sentences how two model folders differ; none when they are the same. Raises ModelError as `verify`."""
    one, two = verify(a), verify(b)
    told = []
    for name in ("themes", "versions", "fingerprints"):
        first, second = _parts(one[name]), _parts(two[name])
        gone, new = ", ".join(sorted(first - second)) or "none", ", ".join(sorted(second - first)) or "none"
        if first != second:
            told.append(f"{name}: only in the first {gone}; only in the second {new}.")
    scores = [_read(Path(folder) / "scores.json") for folder in (a, b)]
    for name in ("macro_f1", "accuracy"):
        values = [s[name]["value"] for s in scores if name in s]
        if len(values) == 2 and values[0] != values[1]:
            told.append(f"{name}: {values[0]:.3f} in the first, {values[1]:.3f} in the second.")
    if one["seed"] != two["seed"]:
        told.append(f"seed: {one['seed']} in the first, {two['seed']} in the second.")
    changed = [n for n in {**one["files"], **two["files"]} if one["files"].get(n) != two["files"].get(n)]
    return [*told, f"files that differ: {', '.join(changed)}."] if changed else told


def _parts(value: Any) -> set[str]:
    return {f"{k} {v}" for k, v in value.items()} if isinstance(value, dict) else set(value)


def _body_files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in (folder / BODY).rglob("*") if path.is_file())


def _manifest(trained: Trained, folder: Path) -> dict[str, Any]:
    told = {
        "format": FORMAT,
        "plug": trained.plug,
        "themes": list(trained.themes),
        "single_label": trained.single_label,
        "review_below": trained.review_below,
        "fingerprints": dict(sorted(trained.fingerprints.items())),
        "codebook": {"version": trained.codebook.version, "fingerprint": trained.codebook.fingerprint},
        "seed": trained.seed,
        "waves": [asdict(wave) for wave in trained.waves],
        "versions": {name: _version(name) for name in ("theme_mining", "numpy", "scikit-learn", "scipy")},
        "files": {
            name: {"bytes": (folder / name).stat().st_size, "sha256": file_hash(folder / name)}
            for name in (*FILES, *_body_files(folder))
        },
    }
    return told | {"own_hash": fingerprint(told)}


def _card(trained: Trained) -> str:
    scores = trained.scores
    lines = [
        "# Model card",
        "",
        f"Finds {len(trained.themes)} themes in open-ended survey answers "
        f"({'one theme an answer' if trained.single_label else 'several themes an answer'}).",
        "",
        f"- Stage: {scores.get('stage', 'unknown')}. {scores.get('more_labels', '')}",
        f"- Learnt from {scores.get('n', 0)} labelled answers of {scores.get('groups', 0)} respondents; "
        f"codebook version {trained.codebook.version}, seed {trained.seed}.",
        *(
            f"- Wave {wave.name}: {wave.n} answers, fingerprint {wave.data}; themes without an answer: "
            f"{', '.join(t for t in trained.themes if not wave.themes.get(t)) or 'none'}."
            for wave in trained.waves
            if wave.name
        ),
        f"- Fingerprints: {', '.join(f'{k} {v}' for k, v in sorted(trained.fingerprints.items()))}.",
        "- The files hold single words and pieces of words of the training answers, and no answer.",
        "",
    ]
    if "accuracy" in scores:
        lines += ["## Cross-validated scores (95 % interval by respondent)", ""]
        lines += [f"- {name}: {_interval(scores[key])}" for key, name in _NAMES.items()]
        lines += [
            f"- calibration error: {scores['calibration_error']:.3f}",
            f"- first theme right: {scores['first_theme_right']:.3f}",
            f"- first theme right among the surest 80 %: {scores['kept_accuracy']:.3f}",
            *(f"- coverage asked {c}: observed {v:.3f}" for c, v in scores["coverage"].items()),
            "",
            "| theme | n | precision | recall | F1 |",
            "| --- | ---: | --- | --- | --- |",
        ]
        for theme, s in scores["themes"].items():
            cells = " | ".join(_interval(s[part]) for part in ("precision", "recall", "f1"))
            lines.append(f"| {trained.name(theme)} | {s['n']} | {cells} |")
        lines.append("")
    if "extension" in scores:
        lines += ["## Beside the model it goes on from", "", *(f"- {told}" for told in scores["extension"]["told"]), ""]
    lines += [f"- Note: {note}" for note in scores.get("notes", [])]
    return "\n".join(lines).rstrip() + "\n"


_NAMES = {"accuracy": "accuracy", "macro_f1": "macro-F1", "micro_f1": "micro-F1"}


def _interval(score: dict[str, float]) -> str:
    return f"{score['value']:.3f} ({score['low']:.3f}–{score['high']:.3f})"


def _plain(arrays: dict[str, Any]) -> dict[str, Any]:
    return {name: np.ascontiguousarray(array) for name, array in sorted(arrays.items())}


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=False) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ModelError(f"{path} cannot be read", "JSON was wanted", _MEND) from None


def _spoilt(folder: Path, name: str, found: str) -> ModelError:
    return ModelError(f"The model folder {folder} is not whole", f"{name}: {found}", _MEND)


_MEND = "copy the folder again from where it was made, or train the model again"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"
