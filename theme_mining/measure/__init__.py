"""Pure arithmetic: arrays in, numbers out, each formula with its source.

Class TF-IDF, typical answers, stability and distinctness of themes; scores, calibration, agreement, conformal sets,
error-corrected shares; shares with intervals, cross-tabs, small-cell suppression, change between rounds.
"""
