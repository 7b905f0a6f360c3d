"""Labelled answers, a codebook, or both → a Trained model with honest scores.

    train(labelled, classifier, codebook=None, embed=None, multilabel=False, seed=1729) -> Trained
    from_codebook(codebook, classifier, embed, seed=1729) -> Trained        # no labels at all
    Trained = themes, single_label, classifier, thresholds, scores (JSON-like), reference, codebook, fingerprints …
              (core/trained.py)

`labelled` is `core.trained.Labelled(rows=Rows(segments, Vectors, language=<fingerprint>), themes=((..ids..), …),
groups=respondents or None)`: one segment an answer, in the order of the rows. `embed` takes a list of strings and gives
`Rows` (FinnishText then StaticEmbedder); with it the codebook's words help the labels. `classifier` is an unfitted
estimator of `theme_mining.classifiers` (default plug: ``linear``, `classifiers.make("linear", seed=…)`).
"""
