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


def bertopic(rows, lemmas, k, seed):
    from bertopic import BERTopic
    from umap import UMAP

    shape = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    model = BERTopic(umap_model=shape, nr_topics=k + 1 if k else None, calculate_probabilities=False)
    return np.array(model.fit_transform([" ".join(words) for words in lemmas], np.asarray(rows))[0])


def turftopic(rows, lemmas, k, seed):
    from turftopic import ClusteringTopicModel

    model = ClusteringTopicModel(n_reduce_to=k, random_state=seed, encoder=None)
    model.fit([" ".join(words) for words in lemmas], embeddings=np.asarray(rows))
    return np.asarray(model.labels_)


def methods():
    found = {"consensus": consensus, "k-means on vectors": kmeans, "NMF on lemma TF-IDF": nmf}
    for name, method in (("bertopic", bertopic), ("turftopic", turftopic)):
        if importlib.util.find_spec(name):
            found[name] = method
        else:
            print(f"{name}: not installed, left out", file=sys.stderr)
    return found


def main(names):
    print("| set | n | k | method | V | ARI | outliers | another seed | shuffled | a tenth left out | seconds |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        data = labelled(name)
        rows, lemmas, n, k = data.rows, data.lemmas, len(data.gold), len(set(data.gold))
        for method, run in methods().items():
            began = time.perf_counter()
            found = run(rows, lemmas, k, 1729)
            took = time.perf_counter() - began
            draw = np.random.default_rng(1)
            order = draw.permutation(n)
            other = run(rows, lemmas, k, 7)
            mixed = run(rows[order], [lemmas[i] for i in order], k, 1729)
            less = []
            for _ in range(3):
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
