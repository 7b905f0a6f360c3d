"""Survey files made on the spot, the way each tool writes them; all answers are invented."""

import csv
import io

import pytest


@pytest.fixture
def workbook(tmp_path):
    """Write sheets of rows as a workbook; give its path."""
    import xlsxwriter

    def write(sheets, name="kysely.xlsx", merged=(), hidden=()):
        path = tmp_path / name
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        day = book.add_format({"num_format": "d.m.yyyy"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    if hasattr(cell, "year"):
                        sheet.write_datetime(i, j, cell, day)
                    elif cell is not None:
                        sheet.write(i, j, cell)
            for r1, c1, r2, c2, value in merged:
                sheet.merge_range(r1, c1, r2, c2, value)
            if title in hidden:
                sheet.hide()
        book.close()
        return path

    return write


@pytest.fixture
def text_file(tmp_path):
    """Write rows as delimited text; give its path."""

    def write(rows, name="kysely.csv", separator=",", encoding="utf-8", newline="\r\n"):
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=separator, lineterminator=newline).writerows(rows)
        path = tmp_path / name
        path.write_bytes(stream.getvalue().encode(encoding))
        return path

    return write


ANSWERS = [
    "Lisää yhteistä koulutusta vapaaehtoisille.",
    "Selkeä yhteyshenkilö hyvinvointialueelle, kiitos!",
    "Rahoitus on aina vuodeksi kerrallaan",
    "en osaa sanoa",
    "Tiedonkulku takkuaa; kukaan ei vastaa\nviesteihin",
    "Vertaistukea iltaisin ja viikonloppuisin myös",
]
IDEAS = [
    "Yhteinen kalenteri kaikille järjestöille",
    "Tilat käyttöön ilman vuokraa",
    "",
    "Pienille yhdistyksille apua hakemuksiin",
    "Kokemusasiantuntijat mukaan suunnitteluun",
    "Kokoukset iltaan ja etänä",
]
REGIONS = ["Järvenseutu", "Rantakaupunki", "Järvenseutu", "Pohjoiskylät", "Rantakaupunki", "Järvenseutu"]
