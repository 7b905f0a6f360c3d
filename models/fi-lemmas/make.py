"""Remake the lemma model: four steps, each a verb; README.md beside this says what each gives.

    python models/fi-lemmas/make.py silver   --shared ../shared --work DIR
    python models/fi-lemmas/make.py names    --shared ../shared --work DIR
    python models/fi-lemmas/make.py relabel  --shared ../shared --work DIR [--hold K]
    python models/fi-lemmas/make.py train    --shared ../shared --work DIR [--hold K] [-o FOLDER]

`--hold K` leaves one of five blocks of the treebanks out of everything and measures on it.
"""

# ruff: noqa: ANN001, ANN201, ANN202, ANN204
from __future__ import annotations

import argparse
import csv
import gzip
import json
import pickle
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

from learning import Choices

from theme_mining.language.backends import open_backend
from theme_mining.language.chooser import Chooser
from theme_mining.language.lemma_model import LemmaModel, lines
from theme_mining.language.lexicon import Lexicon
from theme_mining.language.readings import readings_of
from theme_mining.language.vocabulary import Vocabulary
from theme_mining.language.weighing import coarse, context_features, kind_of, rewriting, tagger_features

TREEBANKS = {"tdt": "fi_tdt-ud-dev", "pud": "fi_pud-ud-test", "ftbd": "fi_ftb-ud-dev", "ftbt": "fi_ftb-ud-test"}
GOLD_SIGHTINGS = {"tdt": 15.0, "pud": 15.0, "ftbd": 3.0, "ftbt": 3.0}  # one gold token counts as so many silver ones
GOLD_WEIGHT = {
    "tdt": 1.0,
    "pud": 1.0,
    "ftbd": 0.4,
    "ftbt": 0.4,
}  # FinnTreeBank's lemmas follow other rules here and there
SILVER_WEIGHT = 0.3
PROSE = [
    "vaalikone_hs2000kunta",
    "vaalikone_hs2003",
    "vaalikone_hs2004eu",
    "eduskunta_vkk",
    "turku_paraphrase",
    "yso_finna_fi",
]
MOST_ROWS = {"yso_finna_fi": 60_000}
CLASSES = {
    "NOUN": "N", "PROPN": "NAME", "ADV": "ADV", "ADP": "ADP", "PRON": "PRON", "SCONJ": "CONJ", "CCONJ": "CONJ",
    "VERB": "V", "AUX": "V", "ADJ": "A", "NUM": "NUM", "INTJ": "INTJ", "PART": "ADV", "DET": "PRON",
}  # fmt: skip
ENDINGS = """
    n a ä ta tä ssa ssä sta stä lla llä lta ltä lle na nä ksi hin han hän hon hun hyn hen seen t ja jä jen ita itä iden
    issa issä ista istä illa illä ilta iltä ille ina inä iksi ihin iin in ia iä it ien eja ejä eissa eissä eista eistä
    eilla eillä eille eihin
"""
VOWELS = "aeiouyäöåéèáíóúü"


def texts(shared: Path, name: str) -> list[str]:
    with gzip.open(shared / "data" / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        columns = ["a", "b"] if name == "turku_paraphrase" else ["text"]
        found = sorted({row[c] for row in rows for c in columns if len(row[c]) > 3})
    random.Random(1).shuffle(found)
    return found


def plain(lemma: str) -> str:
    return lemma.replace("#", "").lower() if lemma != "#" else lemma


def loose(lemma: str) -> str:
    return plain(lemma).replace("-", "")


def sentences(shared: Path, name: str) -> list[list[tuple[str, str, str]]]:
    """(form, lemma, class) of each sentence."""
    found, now = [], []
    path = shared / "data" / "treebanks" / f"{TREEBANKS[name]}.conllu.gz"
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 4:
                if now and not line.startswith("#"):
                    found.append(now)
                    now = []
            elif fields[0].isdigit():
                now.append((fields[1], fields[2], fields[3]))
    return found + ([now] if now else [])


def tagged(words: list[str], nlp) -> list[tuple[str, str, str]]:
    """(lemma, class, inflection) by the slow pipeline."""
    from spacy.tokens import Doc

    doc = Doc(nlp.vocab, words=words)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return [(t.lemma_.lower().replace("#", ""), t.pos_, str(t.morph)) for t in doc]


def slow():
    import spacy

    return spacy.load("spacy_fi_experimental_web_md", exclude=["parser", "ner"])


def silver(shared: Path, work: Path) -> None:
    """Run the slow pipeline once over running prose (2.6 million words, 7 minutes) and over the treebanks."""
    nlp = slow()
    gold = {name: [tagged([t[0] for t in s], nlp) for s in sentences(shared, name)] for name in TREEBANKS}
    (work / "treebanks.pickle").write_bytes(pickle.dumps(gold))
    with gzip.open(work / "silver.tsv.gz", "wt", compresslevel=1, encoding="utf-8") as out:
        for name in PROSE:
            for doc in nlp.pipe(texts(shared, name)[: MOST_ROWS.get(name)], batch_size=200):
                out.write(f"# {name}\n")
                for t in doc:
                    if not t.is_space:
                        out.write(f"{t.text}\t{t.lemma_.lower().replace('#', '')}\t{t.pos_}\t{t.morph}\n")
                out.write("\n")


def names(shared: Path, work: Path) -> None:
    """Words that Voikko does not know, each with a base form that stands elsewhere in the prose: Clintonin, Clinton."""
    backend = open_backend("native")
    word = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
    counts: Counter[str] = Counter()
    for name in PROSE:
        for text in texts(shared, name):
            counts.update(word.findall(text))
    unknown = {w: n for w, n in counts.items() if 2 < len(w) < 30 and not backend.outputs(w)}
    pairs = {}
    for form, n in unknown.items():
        stem = base_of(form, unknown)
        if stem:
            pairs[form] = (stem, n, unknown[stem])
    (work / "names.json").write_text(json.dumps(pairs, ensure_ascii=False, sort_keys=True))


def base_of(form: str, unknown: dict[str, int]) -> str:
    for ending in sorted(ENDINGS.split(), key=lambda e: (-len(e), e)):
        stem = form[: -len(ending)]
        if not form.endswith(ending) or len(stem) < 3 or unknown.get(stem, 0) < 2:
            continue
        vowel = stem[-1].lower() in VOWELS
        if vowel != (ending[0] in "ie"):
            return stem
    if len(form) > 4 and form[-1] == "n" and form[-2] == form[-3] and unknown.get(form[:-2], 0) > 1:
        return form[:-2]
    return ""


class Layered(LemmaModel):
    """A model with the sightings of some gold blocks laid over it; for cross-fitting."""

    def __init__(self, base: LemmaModel, gold: dict[str, Counter]) -> None:
        super().__init__(base.forms, base.lemmas, base.ends, {}, {}, base.frequent)
        self.gold, self.extra = gold, Counter()
        for counter in gold.values():
            for (marked, _), n in counter.items():
                self.extra[plain(marked)] += n

    def seen(self, form):
        return super().seen(form) + [(m, k, n) for (m, k), n in self.gold.get(form.lower(), {}).items()]

    def stands_alone(self, form):
        return super().stands_alone(form) or any(m == form and k in ("ADV", "ADP") for m, k in self.gold.get(form, ()))

    def lemma_count(self, lemma):
        return super().lemma_count(lemma) + self.extra.get(lemma, 0.0)


class Gatherer:
    """Candidates with features under one model, kept."""

    def __init__(self, model: LemmaModel) -> None:
        self.vocabulary = Vocabulary(Lexicon({}), "native", model)
        self.kept: dict[str, list] = {}
        self.ranked: dict[str, list] = {}

    def __call__(self, form: str):
        if form not in self.kept:
            self.kept[form] = list(self.vocabulary.described(form, self.vocabulary.gather(form)))
        return self.kept[form]


def right(candidates, lemma: str) -> list[int]:
    exact = [i for i, c in enumerate(candidates) if c.lemma == plain(lemma)]
    return exact or [i for i, c in enumerate(candidates) if loose(c.lemma) == loose(lemma)]


def blocks(shared: Path, work: Path):
    """(treebank, block 0–4, sentence, tags) of every gold sentence."""
    tags = pickle.loads((work / "treebanks.pickle").read_bytes())
    found = []
    for name in TREEBANKS:
        all_sentences = sentences(shared, name)
        for i, (s, t) in enumerate(zip(all_sentences, tags[name], strict=True)):
            found.append((name, i * 5 // len(all_sentences), s, t))
    return found


def sightings(gold, wanted: list[int], gather: Gatherer) -> dict[str, Counter]:
    """How the forms of some blocks were read; hyphens as we write them (TDT drops them: `raaka#aine`)."""
    counts: dict[str, Counter] = defaultdict(Counter)
    for name, block, sentence, _ in gold:
        if block not in wanted:
            continue
        for form, lemma, pos in sentence:
            if pos in ("PUNCT", "SYM", "X") or lemma == "_":
                continue
            kept = lemma.lower()
            if "-" in form.strip("-") or "#" in kept:
                # TDT writes some first parts in base form: `lasten#romaani` as `lapsi#romaani`; those are not learnt
                same = [c.marked for c, _ in gather(form) if loose(c.lemma) == loose(lemma)]
                if not same:
                    continue
                kept = same[0]
            counts[form.lower()][kept, CLASSES.get(pos, "X")] += GOLD_SIGHTINGS[name]
    return counts


def relabel(shared: Path, work: Path, hold: int) -> None:
    """Choose each silver lemma anew with a model that sees the tagger's tags and has learnt from gold lemmas."""
    raw: dict[str, Counter] = defaultdict(Counter)
    for sentence in silver_sentences(work):
        for form, lemma, pos, _ in sentence:
            if pos != "PUNCT" and lemma:
                raw[form.lower()][lemma, CLASSES.get(pos, "X")] += 1
    base = model_of(raw, ends_of(raw, work), 1)
    gold, weights = blocks(shared, work), {}
    rest = [b for b in range(5) if b != hold]
    weights, gather = tagger_weights(gold, rest, base)
    kept: dict[tuple, tuple] = {}
    out, counts, changed, total = [], defaultdict(Counter), 0, 0
    for sentence in silver_sentences(work):
        now = []
        for form, lemma, pos, morph in sentence:
            if pos == "PUNCT":
                now.append((form, None))
                continue
            key = (form, lemma, pos, morph)
            if key not in kept:
                c = best(gather(form), weights, (lemma, pos, morph))
                own = c.source in ("table", "self", "guess", "bare")
                kept[key] = (c.marked, CLASSES.get(pos, "X") if own else kind_of(c.tags[0]), c.lemma)
            marked, kind, chosen = kept[key]
            counts[form.lower()][marked, kind] += 1
            total, changed = total + 1, changed + (chosen != lemma)
            now.append((form, chosen))
        out.append(now)
    print(f"{total} words, {changed / total:.4f} relabelled")
    (work / f"relabelled-{hold}.pickle").write_bytes(pickle.dumps((dict(counts), out, weights)))


def silver_sentences(work: Path):
    now = []
    with gzip.open(work / "silver.tsv.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 4:
                now.append(fields)
            elif now:
                yield now
                now = []


def best(described, weights, tags):
    def score(item):
        c, named = item
        return sum(weights.get(n, 0.0) * v for n, v in named) + sum(
            weights.get(n, 0.0) for n in tagger_features(c, *tags[1:], tags[0])
        )

    return max(described, key=score)[0] if len(described) > 1 else described[0][0]


def tagger_weights(gold, rest, base):
    """Train the choice with a tagger on some blocks, each seen through sightings of the others."""
    bare = Gatherer(base)
    choices = Choices()
    for block in rest:
        gather = Gatherer(Layered(base, sightings(gold, [b for b in rest if b != block], bare)))
        for name, at, sentence, tags in gold:
            if at != block:
                continue
            for (form, lemma, pos), t in zip(sentence, tags, strict=True):
                described = gather(form)
                good = right([c for c, _ in described], lemma)
                if pos != "PUNCT" and good and len(described) > 1:
                    rows = [n + [(x, 1.0) for x in tagger_features(c, t[1], t[2], t[0])] for c, n in described]
                    choices.add(rows, good, GOLD_WEIGHT[name])
    return choices.train(0.5), Gatherer(Layered(base, sightings(gold, rest, bare)))


def ends_of(counts: dict[str, Counter], work: Path) -> dict[str, Counter]:
    """How ends are rewritten, among simple words Voikko knows and names it does not."""
    backend = open_backend("native")
    ends: dict[str, Counter] = defaultdict(Counter)

    def add(form: str, lemma: str, capital: bool, n: float) -> None:
        rule = rewriting(form, lemma)
        if len(rule.partition(">")[0]) <= 7:
            for size in range(min(7, len(form)) + 1):
                ends[("^" if capital else "") + (form[-size:] if size else "")][rule] += n

    for form, counter in counts.items():
        (lemma, kind), n = min(counter.items(), key=lambda item: (-item[1], item[0]))
        if n < 2 or kind not in ("N", "NAME", "A", "V") or len(form) < 4 or not form.isalpha():
            continue
        outputs = backend.outputs(form) or backend.outputs(form.capitalize())
        if any(r.lemma == r.marked == plain(lemma) for o in outputs for r in readings_of(o)):
            add(form, plain(lemma), kind == "NAME", 1)
    for form, (stem, _, _) in json.loads((work / "names.json").read_text()).items():
        if form.replace("-", "").isalpha():
            add(form.lower(), stem.lower(), form[0].isupper(), 4)
            add(stem.lower(), stem.lower(), stem[0].isupper(), 4)
    return {e: c for e, c in ends.items() if sum(c.values()) >= 6 or len(e) < 3}


def model_of(counts, ends, least: int, frequent=frozenset(), extra_lemmas=None) -> LemmaModel:
    forms, lemmas = {}, Counter(extra_lemmas or {})
    for form, counter in counts.items():
        if any(c in form for c in ";|\t\n@") or re.search(r"\d{5}|www\.", form):
            continue
        total = sum(counter.values())
        for (marked, _), n in counter.items():
            lemmas[plain(marked)] += n
        if total < least:
            continue
        top = sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:4]
        forms[form] = ";".join(
            f"{m}|{k}|{n:g}" for (m, k), n in top if n >= max(1, 0.01 * total) and ";" not in m and "|" not in m
        )
    return LemmaModel(
        {f: line for f, line in forms.items() if line},
        {lemma: f"{n:g}" for lemma, n in lemmas.items() if n >= 2 and "\t" not in lemma and "\n" not in lemma},
        {e: ";".join(f"{r}|{n:g}" for r, n in sorted(c.items())) for e, c in ends.items() if "\t" not in e},
        {}, {}, frozenset(frequent),
    )  # fmt: skip


# the slow pipeline gives these the singular, the treebanks the plural: vaaleissa, vaalit
PLURAL = {
    "vaali", "markkina", "kasvo", "aivo", "hää", "alankomaa", "yhdysvalta", "opinto", "housu", "farkku", "saksi",
    "silmälasi", "aurinkolasi", "bile", "käräjä", "talkoo", "arpajainen", "hautajainen", "ristiäinen", "olympialainen",
}  # fmt: skip


def pluralised(form: str, marked: str, gather: Gatherer) -> str:
    """The plural lemma of a noun that lives in the plural, where this form can have it; else the lemma as it is."""
    noun = marked.rpartition("#")[2]
    if noun not in PLURAL and plain(marked) not in PLURAL:
        return marked
    plurals = [c.marked for c, _ in gather(form) if any(tag.startswith("N:plural") for tag in c.tags)]
    return plurals[0] if plurals else marked


def train(shared: Path, work: Path, hold: int, folder: Path | None, arguments) -> None:
    counts, prose, _ = pickle.loads((work / f"relabelled-{hold}.pickle").read_bytes())
    reader = Gatherer(LemmaModel({}, {}, {"": ">|1"}, {}, {}, frozenset()))
    mended: dict[str, Counter] = {}
    for form, counter in counts.items():
        mended[form] = Counter()
        for (marked, kind), n in counter.items():
            mended[form][pluralised(form, marked, reader) if kind == "N" else marked, kind] += n
    counts = mended
    prose = [[(f, lemma and plain(pluralised(f, lemma, reader))) for f, lemma in sentence] for sentence in prose]
    frequency = Counter(form.lower() for sentence in prose[::3] for form, _ in sentence)
    frequent = [f for f, _ in sorted(frequency.items(), key=lambda item: (-item[1], item[0]))[:250]]
    known = {s.lower(): n for s, _, n in json.loads((work / "names.json").read_text()).values()}
    ends = ends_of(counts, work)
    base = model_of(counts, ends, arguments.least, frequent, known)
    print(len(base.forms), "forms", len(base.lemmas), "lemmas", len(base.ends), "ends", flush=True)
    gold = blocks(shared, work)
    rest = [b for b in range(5) if b != hold]
    bare = Gatherer(base)
    gatherers = {b: Gatherer(Layered(base, sightings(gold, [x for x in rest if x != b], bare))) for b in rest}
    choices = Choices()
    for name, block, sentence, _ in gold:
        for form, lemma, pos in sentence if block in gatherers else ():
            described = gatherers[block](form)
            good = right([c for c, _ in described], lemma)
            if pos != "PUNCT" and good and len(described) > 1:
                choices.add([n for _, n in described], good, GOLD_WEIGHT[name])
    weights = choices.train(0.5)
    print(len(weights), "weights before context", flush=True)
    full = Gatherer(Layered(base, sightings(gold, rest, bare)))
    context = Choices()
    for name, block, sentence, _ in gold:
        if block in gatherers:
            words = [(form, lemma if pos != "PUNCT" else None) for form, lemma, pos in sentence]
            places(context, gatherers[block], words, weights, frequent, GOLD_WEIGHT[name], 0, frequency)
    gold_places = len(context)
    random.Random(0).shuffle(prose)
    for sentence in prose:
        if len(context) - gold_places > arguments.silver:
            break
        places(context, full, sentence, weights, frequent, SILVER_WEIGHT, 5, frequency)
    print(gold_places, "gold and", len(context) - gold_places, "silver places", flush=True)
    weights |= context.train(1.0, least=3)
    tagger, _ = tagger_weights(gold, rest, base)
    merged = {f: Counter(c) for f, c in counts.items()}
    for form, counter in sightings(gold, rest, bare).items():
        merged.setdefault(form, Counter()).update(counter)
    model = model_of(merged, ends, arguments.least, frequent, known)
    model.weights = {n: round(w, 3) for n, w in weights.items() if abs(w) >= 0.02}
    model.tagger_weights = {n: round(w, 3) for n, w in tagger.items() if abs(w) >= 0.01}
    if hold < 5:
        measure([g for g in gold if g[1] == hold], model, arguments.errors)
    if folder:
        write(model, folder, sorted(frequent))


def places(choices, gather, sentence, weights, frequent, weight, least, frequency) -> None:
    """Add a sentence's doubtful words with their neighbours' keys."""
    frequent = set(frequent)

    def ranked(form):
        if form not in gather.ranked:
            scored = [(sum(weights.get(n, 0.0) * v for n, v in named), c) for c, named in gather(form)]
            scored.sort(key=lambda item: -item[0])
            gather.ranked[form] = [item for item in scored if item[0] > scored[0][0] - 6][:5]
        return gather.ranked[form]

    def key(form):
        low = form.lower()
        if low in frequent:
            return low
        return "0" if low[:1].isdigit() else coarse(ranked(form)[0][1].tags[0])

    keys = ["^", *(key(form) for form, _ in sentence), "$"]
    for i, (form, lemma) in enumerate(sentence):
        found = ranked(form)
        if (
            lemma is None
            or len(found) < 2
            or (least and (frequency[form.lower()] < least or found[0][0] - found[1][0] > 5))
        ):
            continue
        good = right([c for _, c in found], lemma)
        if good:
            low = form.lower()
            rows = []
            for score, c in found:
                kind = coarse(c.tags[0]) + ("=" if c.lemma == low else "")
                rows.append(
                    [("base", score)] + [(n, 1.0) for n in context_features(kind, low, c.lemma, keys[i], keys[i + 2])]
                )
            choices.add(rows, good, weight)


def measure(gold, model: LemmaModel, arguments_shown: int) -> None:
    """Print accuracy on the block left out: before context, with context, with the tagger; and without hyphens."""
    vocabulary = Vocabulary(Lexicon({}), "native", model)
    chooser, seen, wrong = Chooser(vocabulary), defaultdict(Counter), Counter()
    for name, _, sentence, tags in gold:
        forms = [form for form, _, _ in sentence]
        chosen = chooser.choose(forms)
        for (form, lemma, pos), c, t in zip(sentence, chosen, tags, strict=True):
            if pos == "PUNCT":
                continue
            described = list(vocabulary.described(form, vocabulary.gather(form)))
            with_tags = best(described, model.tagger_weights, t)
            count = seen[name]
            count["words"] += 1
            for what, guess in (("free", vocabulary.entry(form).best), ("context", c), ("tagger", with_tags)):
                count[what] += guess.lemma == plain(lemma)
                count[what + ", loose"] += loose(guess.lemma) == loose(lemma)
            if loose(c.lemma) != loose(lemma):
                wrong[name, form, plain(lemma), pos, c.lemma, c.source] += 1
    for what, n in wrong.most_common(arguments_shown):
        print(n, *what)
    for name, count in seen.items():
        print(
            name,
            count["words"],
            {k: round(v / count["words"], 4) for k, v in count.items() if k != "words"},
            flush=True,
        )


def write(model: LemmaModel, folder: Path, frequent: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "forms": model.forms.items(), "lemmas": model.lemmas.items(), "ends": model.ends.items(),
        "weights": [(n, f"{w:g}") for n, w in model.weights.items()],
        "tagger": [(n, f"{w:g}") for n, w in model.tagger_weights.items()],
    }  # fmt: skip
    import hashlib

    hashes = {}
    for name, items in tables.items():
        content = lines(items)
        (folder / f"{name}.tsv.gz").write_bytes(content)
        hashes[name] = hashlib.sha256(content).hexdigest()
        print(name, len(content))
    manifest = {"version": 1, "files": hashes, "frequent": frequent}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verb", choices=["silver", "names", "relabel", "train"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--hold", type=int, default=5)
    parser.add_argument("--least", type=int, default=2)
    parser.add_argument("--silver", type=int, default=120_000)
    parser.add_argument("--errors", type=int, default=0, help="how many wrong lemmas to print")
    parser.add_argument("-o", "--out", type=Path)
    given = parser.parse_args()
    if given.verb == "silver":
        silver(given.shared, given.work)
    elif given.verb == "names":
        names(given.shared, given.work)
    elif given.verb == "relabel":
        relabel(given.shared, given.work, given.hold)
    else:
        train(given.shared, given.work, given.hold, given.out, given)
