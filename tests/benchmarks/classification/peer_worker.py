"""One peer on one case, in that peer's own environment: python peer_worker.py NAME CASE.json OUT.json

Imports nothing of this project. CASE holds `texts`, `labels` (to train), `test` (texts), `body` (a folder). OUT gets
`said` and `confidence` (one a test text), `train_s` and `classify_s` (processor seconds, without loading libraries).
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import numpy as np


def svm(case):
    """Character TF-IDF and a linear SVM, confidence by cross-validated Platt scaling."""
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    views = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    yield
    model = make_pipeline(views, CalibratedClassifierCV(LinearSVC(), cv=3, ensemble=False))
    model.fit(case["texts"], case["labels"])
    yield
    proba = model.predict_proba(case["test"])
    yield model.classes_[proba.argmax(axis=1)].tolist(), proba.max(axis=1).tolist()


def fasttext(case):
    """Supervised fastText: character n-grams 3–5; 25 to 1,000 epochs (8 a theme: 50 give 0.31, 1,000 0.57)."""
    import fasttext as ft

    plain = [re.sub(r"\s+", " ", re.sub(r"(\W)", r" \1 ", t.lower())).strip() for t in case["texts"]]
    tests = [re.sub(r"\s+", " ", re.sub(r"(\W)", r" \1 ", t.lower())).strip() for t in case["test"]]
    names, epochs = sorted(set(case["labels"])), min(max(160_000 // len(plain), 25), 1000)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.txt"
        lines = [f"__label__{names.index(y)} {t}" for t, y in zip(plain, case["labels"], strict=True)]
        file.write_text("\n".join(lines), encoding="utf-8")
        yield
        model = ft.train_supervised(
            str(file), minn=3, maxn=5, epoch=epochs, lr=0.5, dim=100, thread=1, verbose=0, seed=1
        )
    yield
    said, sure = [], []
    for text in tests:
        found = model.f.predict(text + "\n", 1, 0.0, "strict")
        p, label = found[0] if found else (0.0, "__label__0")
        said.append(names[int(label.removeprefix("__label__"))])
        sure.append(min(float(p), 1.0))
    yield said, sure


def annif(case, backend, more=""):
    """Annif's own backend through its Python classes; words are split without NLTK's sentence data (a download)."""
    work = Path(tempfile.mkdtemp())
    analyzer = "simplemma(fi)"
    (work / "projects.cfg").write_text(
        f"[p]\nname=p\nlanguage=fi\nbackend={backend}\nanalyzer={analyzer}\nvocab=v\nlimit=1\n{more}\n",
        encoding="utf-8",
    )
    os.environ |= {"ANNIF_PROJECTS": str(work / "projects.cfg"), "ANNIF_DATADIR": str(work / "data")}
    import annif as library
    import annif.analyzer.analyzer as reading
    import annif.registry
    import nltk.tokenize
    from annif.corpus import Document, DocumentList, SubjectSet
    from annif.vocab.subject_file import VocabFileCSV

    def words(self, text, filter=True):
        found = nltk.tokenize.word_tokenize(text, preserve_line=True)
        return [self._normalize_word(w) for w in found if not filter or self.is_valid_token(w)]

    reading.Analyzer.__init__ = lambda self, **options: None
    reading.Analyzer.tokenize_words = words
    names = sorted(set(case["labels"]))
    lines = [f"http://x/{i},theme{i}" for i in range(len(names))]
    (work / "v.csv").write_text("uri,label_fi\n" + "\n".join(lines) + "\n", encoding="utf-8")
    app = library.create_flask_app("annif.default_config.Config")
    with app.app_context():
        annif.registry.initialize_projects(app)
        project = annif.registry.get_project("p")
        project.vocab.load_vocabulary(VocabFileCSV(str(work / "v.csv")))
        place = {name: project.subjects.by_uri(f"http://x/{i}") for i, name in enumerate(names)}
        back = {at: name for name, at in place.items()}
        pairs = zip(case["texts"], case["labels"], strict=True)
        corpus = DocumentList([Document(text=t, subject_set=SubjectSet([place[y]])) for t, y in pairs])
        yield
        project.train(corpus)
        yield
        said, sure = [], []
        for at in range(0, len(case["test"]), 32):
            found = project.suggest([Document(text=t) for t in case["test"][at : at + 32]])
            for suggestions in found:
                best = max(suggestions, key=lambda s: s.score, default=None)
                said.append(back[best.subject_id] if best else names[0])
                sure.append(float(best.score) if best else 0.0)
        yield said, sure


def setfit(case):
    """The setfit package: its own trainer, one pass over at most 2,000 pairs, logistic regression head."""
    import torch
    from datasets import Dataset
    from sentence_transformers import SentenceTransformer
    from setfit import SetFitModel, Trainer, TrainingArguments
    from sklearn.linear_model import LogisticRegression

    torch.manual_seed(1)
    static = (Path(case["body"]) / "modules.json").read_text().count("StaticEmbedding") > 0
    read = "lemmas" if (Path(case["body"]) / "theme_mining.json").is_file() else "texts"
    names = sorted(set(case["labels"]))
    body = SentenceTransformer(case["body"], device="cpu", local_files_only=True)
    model = SetFitModel(model_body=body, model_head=LogisticRegression(max_iter=300), labels=names)
    words = case["lemmas"] if read == "lemmas" else case["texts"]
    tests = case["test_lemmas"] if read == "lemmas" else case["test"]
    data = Dataset.from_dict({"text": words, "label": [names.index(y) for y in case["labels"]]})
    with tempfile.TemporaryDirectory() as folder:
        rate = (1e-2, 1e-2) if static else (2e-5, 1e-5)
        asked = TrainingArguments(
            output_dir=folder, batch_size=16, num_epochs=1, max_steps=250, body_learning_rate=rate, seed=1,
            save_strategy="no", report_to="none",
        )  # fmt: skip
        yield
        Trainer(model=model, args=asked, train_dataset=data).train()
    yield
    proba = np.asarray(model.predict_proba(tests, as_numpy=True))
    yield [names[i] for i in proba.argmax(axis=1)], proba.max(axis=1).tolist()


PEERS = {
    "svm": svm,
    "fasttext": fasttext,
    "annif-tfidf": lambda case: annif(case, "tfidf"),
    "annif-svc": lambda case: annif(case, "svc"),
    "annif-omikuji": lambda case: annif(case, "omikuji", "cluster_balanced=False\ncluster_k=100\nmax_depth=3"),
    "setfit": setfit,
}


def main() -> None:
    """Run one peer."""
    name, source, target = sys.argv[1:4]
    steps = PEERS[name](json.loads(Path(source).read_text(encoding="utf-8")))
    with contextlib.redirect_stdout(sys.stderr):
        next(steps)
        start = time.process_time()
        next(steps)
        taught = time.process_time()
        said, confidence = next(steps)
        told = {"said": said, "confidence": confidence, "train_s": taught - start}
        told["classify_s"] = time.process_time() - taught
    Path(target).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main()
