"""What the pages show, made from a ThemeTable: the web and the folder of static pages show the same.

    Whole                     a survey at one moment, as arrays; made once, looked at through many Views
    View                      a wave and filters by background
    overview theme_shown compare network places     one page's figures each
    read_words read_signals   what is read from the texts alone
    Shelf                     all of these kept by survey and revision; slow work goes on beside

Small cells: whatever a View shows went through `Whole.hidden`.
"""

from theme_mining.assembly.shown.by_question import looked_at
from theme_mining.assembly.shown.compare import Comparison, compare
from theme_mining.assembly.shown.network import Link, Network, network
from theme_mining.assembly.shown.overview import Overview, overview
from theme_mining.assembly.shown.places import Places, places
from theme_mining.assembly.shown.shelf import Shelf, Standing
from theme_mining.assembly.shown.signals import SignalShown
from theme_mining.assembly.shown.theme import ThemeShown, theme_shown
from theme_mining.assembly.shown.whole import QUESTION, WAVE, View, Whole
from theme_mining.assembly.shown.words import Telling, Words, telling

__all__ = [
    "QUESTION",
    "WAVE",
    "Comparison",
    "Link",
    "Network",
    "Overview",
    "Places",
    "Shelf",
    "SignalShown",
    "Standing",
    "Telling",
    "ThemeShown",
    "View",
    "Whole",
    "Words",
    "compare",
    "looked_at",
    "network",
    "overview",
    "places",
    "telling",
    "theme_shown",
]
