"""Vectors and terms → groups of answers nobody has looked at yet.

Each public file is a clusterer, named in settings by its file name (``discover.use = "consensus"``). All are
scikit-learn estimators: ``fit_predict(X, terms=terms)`` takes (n, d) float32 unit rows and the terms of the same
answers, and gives (n,) cluster numbers from 0; the numbers do not depend on the order of the rows. Row *i* with
neither vector nor terms is marked in ``other_`` and gets the number ``n_themes_``: no −1 ever comes out.
"""
