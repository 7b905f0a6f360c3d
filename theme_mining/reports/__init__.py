"""Reports: a ThemeTable → a file a person hands on; and any result table → a file, by suffix.

    report_for("page"), report_for(Path("x.html"))   the plug of a settings name or of a file's suffix
    write_frame(frame, path, own=())                 .csv .tsv .xlsx .parquet .sav
    figures(table).themes                            the theme table every report shows, as a DataFrame
    verify(path, table), checked(path, table)        whether a report is still what the table gives; what differs
    read_corrections(path, table, who, when)         what a person changed in the workbook, as decisions
    shares_picture(rows, look(dark)) … as_svg, as_png      pictures in two looks, for pages
    write_evaluation(scores, names, title, path)      an evaluation as a page
    sentences(figures(table), texts("fi"))           what the figures say, in plain language

A public file is a plug and its name is the name in the settings: `page` (.html), `workbook` (.xlsx) …
Each holds a class with `suffix` and `write(table, path)`, named `plug`. Outside packages add plugs through the
entry point group ``theme_mining.reports``. Altair, xlsxwriter and pyreadstat load at first use.
"""

from theme_mining.reports._choice import known_reports, report_for
from theme_mining.reports._corrections import Corrections, read_corrections
from theme_mining.reports._evaluation import write_evaluation
from theme_mining.reports._figures import Figures, figures
from theme_mining.reports._frames import FRAME_SUFFIXES, write_frame
from theme_mining.reports._pictures import (
    Look,
    as_png,
    as_svg,
    groups_picture,
    look,
    map_picture,
    network_picture,
    shares_picture,
)
from theme_mining.reports._sentences import sentences
from theme_mining.reports._texts import interval, percent, texts
from theme_mining.reports._verify import Verdict, carried, checked, verify

__all__ = [
    "FRAME_SUFFIXES",
    "Corrections",
    "Figures",
    "Look",
    "Verdict",
    "as_png",
    "as_svg",
    "carried",
    "checked",
    "figures",
    "groups_picture",
    "interval",
    "known_reports",
    "look",
    "map_picture",
    "network_picture",
    "percent",
    "read_corrections",
    "report_for",
    "sentences",
    "shares_picture",
    "texts",
    "verify",
    "write_evaluation",
    "write_frame",
]
