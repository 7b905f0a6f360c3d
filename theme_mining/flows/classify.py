"""Rows → themes, probabilities, review flags, reasons and coverage sets.

    classify(trained, rows, embed=None, coverage=None) -> Classified
    Classified.frame           DataFrame, one row an answer in order: theme, themes (";"), confidence, review, evidence
                               (words joined by " · "), with coverage also `coverage_set` (";")
    Classified.probabilities   (n, n_themes) float64, columns as Trained.themes
    Classified.chosen          (n, n_themes) bool
    Classified.evidence        list of tuples of (start, end) in the answer's text
    shares(trained, classified, coded=None) -> DataFrame: theme, share, corrected, low, high, n   (error-corrected)
    drift(trained, rows, classified) -> list[str]      sentences: which themes, which new words

`rows` is `core.trained.Rows`; embedder and language fingerprints other than the model's raise ModelError.
"""
