"""Verbs: each flow says, in one straight function, who hands what to whom.

Takes masked Segments, Vectors, codebooks and estimators; gives Discovery, Trained, Classified, Evaluation, Edits,
signals of a next wave. Knows only the sockets in `core` and the arithmetic in `measure`, never the tools.
"""
