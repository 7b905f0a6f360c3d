"""Reports: a ThemeTable → a file a person hands on; and any result table → a file, by suffix.

write_frame(frame, path, own=())           .csv .tsv .xlsx .parquet .sav
"""

from theme_mining.reports._frames import FRAME_SUFFIXES, write_frame

__all__ = ["FRAME_SUFFIXES", "write_frame"]
