"""What the pages show, made from a ThemeTable: the web and the folder of static pages show the same.

    Whole                     a survey at one moment, as arrays; made once, looked at through many Views
    View                      a wave and filters by background
    overview theme_shown compare network places     one page's figures each
    Kept                      all of these kept by survey, revision and view; slow work goes on beside

Small cells: whatever a View shows went through `Whole.hidden`.
"""

from theme_mining.assembly.shown.compare import Comparison, compare
from theme_mining.assembly.shown.network import Network, network
from theme_mining.assembly.shown.overview import Overview, overview
from theme_mining.assembly.shown.places import Places, places
from theme_mining.assembly.shown.theme import ThemeShown, theme_shown
from theme_mining.assembly.shown.whole import View, Whole

__all__ = [
    "Comparison",
    "Network",
    "Overview",
    "Places",
    "ThemeShown",
    "View",
    "Whole",
    "compare",
    "network",
    "overview",
    "places",
    "theme_shown",
]
