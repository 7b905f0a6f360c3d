"""FinnishText: answers in, Segments out; a scikit-learn transformer that needs no scikit-learn to start."""

from __future__ import annotations

import inspect
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from theme_mining.core.errors import SettingsError, near_miss
from theme_mining.core.identity import fingerprint as fingerprint_of
from theme_mining.core.types import Language, Segment
from theme_mining.language.answers import AnswerReader, Correction
from theme_mining.language.backends import open_backend, resolve
from theme_mining.language.identification import language_of
from theme_mining.language.lemmatising import chooser_for
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.segmentation import segment_ranges
from theme_mining.language.tagger import tagger_version
from theme_mining.language.tokens import Token
from theme_mining.language.weighing import Candidate

__all__ = ["FinnishText", "fingerprint"]


class FinnishText:
    """Read answers: language, segments, lemmas, compound parts.

    Parameters
    ----------
    split : bool
        False: exactly one Segment a text. True: one Segment an idea, ids ``<answer>.<n>``.
    lexicon : Lexicon, path or None
        Own words that come before Voikko; None: those that come with the package.
    backend : str or None
        ``native``, ``portable``, ``auto``; None: by the environment variable THEME_MINING_VOIKKO.
    tagger : bool
        Use the spaCy package spacy_fi_experimental_web_md in the choice of lemmas (slow, more exact).
    """

    def __init__(
        self,
        split: bool = False,
        lexicon: Lexicon | str | Path | None = None,
        backend: str | None = None,
        tagger: bool = False,
    ) -> None:
        self.split = split
        self.lexicon = lexicon
        self.backend = backend
        self.tagger = tagger

    def fit(self, texts: Sequence[str] | None = None, y: object = None) -> FinnishText:
        """Learn nothing; for pipelines."""
        return self

    def fit_transform(self, texts: Sequence[str], y: object = None) -> list[Segment]:
        """Give the same as `transform`."""
        return self.transform(texts)

    def transform(self, texts: Sequence[str], ids: Sequence[object] | None = None) -> list[Segment]:
        """Give the segments of the texts, in order; no texts give none.

        Raises
        ------
        ModelError
            When no Voikko is there.
        """
        names = [str(i) for i in ids] if ids is not None else [str(i) for i in range(len(texts))]
        if len(names) != len(texts):
            raise ValueError(f"FinnishText.transform: got {len(texts)} texts but {len(names)} ids")
        reader = self._reader()
        found: list[Segment] = []
        for name, text in zip(names, texts, strict=True):
            language = language_of(text)
            if language == "none":
                found.append(Segment(f"{name}.0" if self.split else name, name, text, language="none"))
                continue
            tokens, words = reader.read(text, language)
            if not self.split:
                found.append(_segment(name, name, text, 0, len(text), tokens, words, language))
                continue
            for n, (first, last) in enumerate(segment_ranges(text, tokens, words)):
                start, end = tokens[first].start, tokens[last - 1].end
                part = slice(first, last)
                found.append(_segment(f"{name}.{n}", name, text, start, end, tokens[part], words[part], language))
        return found

    def corrections(self, text: str) -> list[Correction]:
        """Give every word of a text that was read as spoken, misspelt or run together."""
        return self._reader().corrections(text, language_of(text))

    @property
    def fingerprint_(self) -> str:
        """Fingerprint of everything that decides the lemmas: backend, dictionary, chooser, lexicon, tagger."""
        return fingerprint(self.lexicon, self.backend, self.tagger)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Give the parameters, as scikit-learn's estimators do."""
        return {name: getattr(self, name) for name in _parameters()}

    def set_params(self, **params: Any) -> FinnishText:
        """Set parameters, as scikit-learn's estimators do. Raises SettingsError on an unknown one."""
        for name, value in params.items():
            if name not in _parameters():
                raise SettingsError(f'FinnishText has no parameter "{name}"', near_miss(name, _parameters()))
            setattr(self, name, value)
        self.__dict__.pop("_kept", None)
        return self

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn what kind of estimator this is: takes strings, needs no fit."""
        from sklearn.base import BaseEstimator

        tags = BaseEstimator().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags

    def __sklearn_is_fitted__(self) -> bool:
        """Tell scikit-learn that there is nothing to fit."""
        return True

    def __getstate__(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _parameters()}

    def __repr__(self) -> str:
        return f"FinnishText({', '.join(f'{k}={v!r}' for k, v in self.get_params().items())})"

    def _reader(self) -> AnswerReader:
        key = (self.lexicon, self.backend or os.environ.get("THEME_MINING_VOIKKO"), self.tagger)
        kept = self.__dict__.get("_kept")
        if kept is None or kept[0] != key:
            kept = self._kept = (key, AnswerReader(chooser_for(self.lexicon, resolve(self.backend), self.tagger)))
        return kept[1]


def fingerprint(lexicon: Lexicon | str | Path | None = None, backend: str | None = None, tagger: bool = False) -> str:
    """Give the fingerprint of the language layer, which model folders keep."""
    kind = resolve(backend)
    vocabulary = chooser_for(lexicon, kind, False).vocabulary
    own = vocabulary.lexicon.content()
    return fingerprint_of(
        kind, open_backend(kind).version, vocabulary.model.name, own, tagger_version() if tagger else ""
    )


def _parameters() -> list[str]:
    return [name for name in inspect.signature(FinnishText.__init__).parameters if name != "self"]


def _segment(
    name: str,
    answer_id: str,
    text: str,
    start: int,
    end: int,
    tokens: Sequence[Token],
    words: Sequence[Candidate],
    language: Language,
) -> Segment:
    kept = [(token, word) for token, word in zip(tokens, words, strict=True) if token.kind == "word" and word.lemma]
    return Segment(
        name,
        answer_id,
        text[start:end],
        tuple([word.lemma for _, word in kept]),
        tuple([(token.start - start, token.end - start) for token, _ in kept]),
        tuple([word.parts for _, word in kept]),
        start,
        language,
    )
