"""The training texts as bags of terms: read, checked, lemmatised by the language room, kept outside the project.

Nothing that any score is measured on is listed here: the compass of 2003, makupalat, kirjastonhoitaja, omastadi
and SIB-200 stay out, and `texts_of` drops every text that one of them also holds.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import re
import time
from dataclasses import dataclass
from functools import cache
from multiprocessing.pool import Pool
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.identity import file_hash, fingerprint
from theme_mining.language import FinnishText

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Source:
    """A file of `../shared/data`, the columns that hold text, its licence, and its language."""

    file: str
    columns: tuple[str, ...]
    licence: str
    language: str = "fi"


SOURCES = {
    "titles": Source("yso_finna_fi.csv.gz", ("text", "label"), "CC0 (Finna metadata)"),
    "titles_sv": Source("yso_finna_sv.csv.gz", ("text", "label"), "CC0 (Finna metadata)", "sv"),
    "titles_en": Source("yso_finna_en.csv.gz", ("text", "label"), "CC0 (Finna metadata)", "en"),
    "parliament": Source("eduskunta_vkk.csv.gz", ("text",), "CC BY 4.0 (Parliament of Finland questions)"),
    "municipal": Source("vaalikone_hs2000kunta.csv.gz", ("text",), "CC BY 4.0 (Helsingin Sanomat)"),
    "european": Source("vaalikone_hs2004eu.csv.gz", ("text",), "CC BY 4.0 (Helsingin Sanomat)"),
    "paraphrases": Source("turku_paraphrase.csv.gz", ("a", "b"), "CC BY-SA 4.0 (TurkuNLP)"),
    "concepts": Source("yso_terms.csv.gz", ("a", "b"), "CC BY 4.0 (National Library of Finland, YSO)"),
    "classes": Source("ykl_terms.csv.gz", ("a", "b"), "CC0 (National Library of Finland, YKL)"),
}
HELD_OUT = (
    "vaalikone_hs2003.csv.gz",
    "makupalat.csv.gz",
    "kirjastonhoitaja.csv.gz",
    "omastadi_proposals.csv.gz",
    "sib200_fi_train_dev.csv",
    "sib200_sv_train_dev.csv",
    "sib200_en_train_dev.csv",
)


@dataclass(frozen=True)
class Bags:
    """Texts as term ids, one after another: text *i* is ``flat[offsets[i]:offsets[i + 1]]``."""

    flat: Ids
    offsets: Ids

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def sizes(self) -> Ids:
        """How many terms each text has."""
        return np.diff(self.offsets)

    def take(self, which: Ids) -> Bags:
        """Give the texts of these numbers, in this order."""
        sizes = self.offsets[which + 1] - self.offsets[which]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        places = np.arange(offsets[-1]) + np.repeat(self.offsets[which] - offsets[:-1], sizes)
        return Bags(self.flat[places], offsets)


def after(first: Bags, second: Bags) -> Bags:
    """Give the texts of both, the second's after the first's."""
    offsets = np.concatenate([first.offsets, first.offsets[-1] + second.offsets[1:]])
    return Bags(np.concatenate([first.flat, second.flat]), offsets)


def sentence_hash(text: str) -> str:
    """Give the hash of a text's letters and digits in lower case, by which held-out texts are known again."""
    return hashlib.sha256(re.sub(r"[\W_]+", " ", text.casefold()).strip().encode()).hexdigest()[:16]


def held_out_hashes(shared: Path) -> set[str]:
    """Give the hashes of every text any score is measured on."""
    found: set[str] = set()
    for file in HELD_OUT:
        frame = pd.read_csv(shared / file, usecols=lambda name: name in ("text", "title"), dtype=str)
        for column in frame:
            found.update(map(sentence_hash, frame[column].dropna()))
    return found


def frame_of(shared: Path, name: str, held_out: set[str]) -> pd.DataFrame:
    """Give a source's rows, text columns as strings, without the rows that hold a held-out text.

    Texts under four words (such as the title "Koulu") are no sentences and stay.
    """
    source = SOURCES[name]
    frame = pd.read_csv(shared / source.file)
    bad = np.zeros(len(frame), dtype=bool)
    for column in source.columns:
        frame[column] = frame[column].fillna("").astype(str)
        texts = frame[column].drop_duplicates()
        leaks = set(texts[[len(text.split()) > 3 and sentence_hash(text) in held_out for text in texts]])
        bad |= frame[column].isin(leaks).to_numpy()
    return frame[~bad].reset_index(drop=True)


def lemmatised(texts: pd.Series, kept_in: Path, note: str) -> tuple[list[str], list[str], dict[str, tuple[str, ...]]]:
    """Give each text's terms (space-separated), its language, and the parts of every compound lemma met.

    Kept in `kept_in` under the fingerprints of texts and language room.
    """
    unique = texts.drop_duplicates().tolist()
    mark = fingerprint(FinnishText().fingerprint_, _code_of_language(), unique)
    file = kept_in / f"terms-{mark}.parquet"
    parts_file = kept_in / f"parts-{mark}.parquet"
    if not file.exists():
        start = time.perf_counter()
        _lemmatise(unique, file, parts_file)
        print(f"lemmatised {note}: {len(unique)} texts in {time.perf_counter() - start:.0f} s", flush=True)
    kept = pd.read_parquet(file)
    terms = dict(zip(unique, kept["terms"], strict=True))
    language = dict(zip(unique, kept["language"], strict=True))
    parts = {w: tuple(p.split()) for w, p in pd.read_parquet(parts_file).itertuples(index=False)}
    return [terms[t] for t in texts], [language[t] for t in texts], parts


def _lemmatise(texts: list[str], file: Path, parts_file: Path) -> None:
    batches = [texts[at : at + 5000] for at in range(0, len(texts), 5000)]
    done = _readers().map(_read_batch, batches, chunksize=1)
    parts: dict[str, str] = {}
    for _, _, found in done:
        parts = {**found, **parts}
    file.parent.mkdir(parents=True, exist_ok=True)
    pd.DataFrame(sorted(parts.items()), columns=["word", "parts"]).to_parquet(parts_file)
    rows = [row for terms, languages, _ in done for row in zip(terms, languages, strict=True)]
    pd.DataFrame(rows, columns=["terms", "language"]).to_parquet(file)


@cache
def _readers() -> Pool:
    """Give two processes, which serve all sources: starting them takes longer than to read 2,000 texts."""
    return multiprocessing.get_context("spawn").Pool(2)


def send_readers_home() -> None:
    """End the processes that lemmatised, where there were any."""
    if _readers.cache_info().currsize:
        _readers().close()
        _readers().join()
        _readers.cache_clear()


@cache
def _reader() -> FinnishText:
    return FinnishText()


def _read_batch(texts: list[str]) -> tuple[list[str], list[str], dict[str, str]]:
    segments = _reader().transform(texts)
    parts: dict[str, str] = {}
    for segment in segments:
        for lemma, found in zip(segment.lemmas, segment.parts, strict=True):
            if found:
                parts.setdefault(lemma, " ".join(found))
    return [" ".join(segment.terms()) for segment in segments], [segment.language for segment in segments], parts


def _code_of_language() -> list[str]:
    """Fingerprint the language room's own files but masking, since a change in its code may change a lemma."""
    import theme_mining.language as room

    folder = Path(str(room.__file__)).parent
    return [file_hash(file) for file in sorted(folder.glob("[!m]*.py"))]
