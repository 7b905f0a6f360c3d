"""V, ARI, stability and time of discovery and its peers, the same vectors and lemmas given to all, in one run.

    python tests/benchmarks/discovery/peers.py 2003 eu2004 sib200 six-word

BERTopic and turftopic are run where they are installed (the extra `peers`); the shared data lie beside the checkout
or where THEME_MINING_SHARED says.
"""

from __future__ import annotations

import importlib.util
import sys
import time

import numpy as np
from sets import labelled
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, v_measure_score

from theme_mining.clusterers.consensus import Consensus
from theme_mining.clusterers.kmeans import KMeans


def consensus(rows, lemmas, k, seed):
    return Consensus(k, seed=seed).fit_predict(rows, terms=lemmas)


def kmeans(rows, lemmas, k, seed):
    return KMeans(k, seed=seed).fit_predict(rows)


def nmf(rows, lemmas, k, seed):
    weights = TfidfVectorizer(analyzer=lambda words: words, min_df=2, sublinear_tf=True).fit_transform(lemmas)
    return NMF(k, init="nndsvda", random_state=seed, max_iter=400).fit_transform(weights).argmax(axis=1)


def _shape(seed):
    from umap import UMAP

    return UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)


def bertopic(rows, lemmas, k, seed):
    """As it comes (HDBSCAN), merged down to k topics where it finds more."""
    from bertopic import BERTopic

    model = BERTopic(umap_model=_shape(seed), nr_topics=k + 1, calculate_probabilities=False)
    return np.array(model.fit_transform([" ".join(words) for words in lemmas], np.asarray(rows))[0])


def bertopic_kmeans(rows, lemmas, k, seed):
    """With k-means in place of HDBSCAN: no outliers, exactly k."""
    from bertopic import BERTopic
    from sklearn.cluster import KMeans as Plain

    model = BERTopic(umap_model=_shape(seed), hdbscan_model=Plain(k, n_init=10, random_state=seed))
    return np.array(model.fit_transform([" ".join(words) for words in lemmas], np.asarray(rows))[0])


class _NoEncoder:
    """Turftopic wants an encoder even where the vectors are given; it encodes its vocabulary with it."""

    def __init__(self, rows, lemmas):
        held = {}
        for row, words in zip(rows, lemmas, strict=True):
            for word in set(words):
                held.setdefault(word, []).append(row)
        self.means = {word: np.mean(found, axis=0) for word, found in held.items()}
        self.zero = np.zeros(np.shape(rows)[1])

    def encode(self, sentences, **_):
        return np.array([self.means.get(sentence, self.zero) for sentence in sentences], dtype=np.float32)


def turftopic_clusters(rows, lemmas, k, seed):
    """Its clustering model (t-SNE, HDBSCAN), merged down to k."""
    from turftopic import ClusteringTopicModel

    model = ClusteringTopicModel(n_reduce_to=k, random_state=seed, encoder=_NoEncoder(rows, lemmas))
    model.fit_predict([" ".join(words) for words in lemmas], embeddings=np.asarray(rows))
    return np.asarray(model.labels_)


def turftopic_s3(rows, lemmas, k, seed):
    """Semantic signal separation, each answer to its strongest component."""
    from turftopic import SemanticSignalSeparation

    model = SemanticSignalSeparation(k, random_state=seed, encoder=_NoEncoder(rows, lemmas))
    strength = model.fit_transform([" ".join(words) for words in lemmas], embeddings=np.asarray(rows))
    return np.asarray(strength).argmax(axis=1)


PEERS = {
    "BERTopic (HDBSCAN)": bertopic,
    "BERTopic (k-means)": bertopic_kmeans,
    "turftopic clustering": turftopic_clusters,
    "turftopic S3": turftopic_s3,
}


def methods():
    found = {"consensus": consensus, "k-means on vectors": kmeans, "NMF on lemma TF-IDF": nmf}
    for name, method in PEERS.items():
        if importlib.util.find_spec(name.split()[0].casefold()):
            found[name] = method
        else:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return found


def main(names):
    print("| set | n | k | method | V | ARI | outliers | another seed | shuffled | a tenth left out | CPU s |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        data = labelled(name)
        rows, lemmas, n, k = data.rows, data.lemmas, len(data.gold), len(set(data.gold))
        for method, run in methods().items():
            run(rows[:300], [list(words) for words in lemmas[:300]], min(k, 10), 0)  # loads and compiles what there is
            began = time.process_time()
            found = run(rows, lemmas, k, 1729)
            took = time.process_time() - began
            draw = np.random.default_rng(1)
            order = draw.permutation(n)
            other = run(rows, lemmas, k, 7)
            mixed = run(rows[order], [lemmas[i] for i in order], k, 1729)
            less = []
            for _ in range(2):
                kept = draw.permutation(n)[: int(0.9 * n)]
                part = run(rows[kept], [lemmas[i] for i in kept], k, 1729)
                less.append(adjusted_rand_score(found[kept], part))
            print(
                f"| {name} | {n} | {k} | {method} | {v_measure_score(data.gold, found):.3f} "
                f"| {adjusted_rand_score(data.gold, found):.3f} | {np.mean(found == -1):.1%} "
                f"| {adjusted_rand_score(found, other):.3f} | {adjusted_rand_score(found[order], mixed):.3f} "
                f"| {np.mean(less):.3f} | {took:.1f} |",
                flush=True,
            )
        chosen = Consensus().fit(rows, terms=lemmas)
        print(
            f"| {name} | {n} | chosen: {chosen.n_themes_} | consensus "
            f"| {v_measure_score(data.gold, chosen.labels_):.3f} "
            f"| {adjusted_rand_score(data.gold, chosen.labels_):.3f} | {np.mean(chosen.other_):.1%} | | | | |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:] or ["2003", "eu2004", "sib200", "six-word"])
