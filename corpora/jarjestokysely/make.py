"""Make the survey as a survey tool exports it, from `koodattu.csv`: jarjestokysely.csv and jarjestokysely.xlsx.

    python corpora/jarjestokysely/make.py

One row a respondent, both questions, no themes; the workbook has a title row and a count row above the header,
as survey tools write them. Running it again gives the same bytes.
"""

from datetime import datetime
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent
BACKGROUND = {
    "vastaaja": "Vastaajanumero",
    "vuosi": "Vuosi",
    "organisaatio": "Organisaatio",
    "yksikkö": "Yksikkö",
    "järjestötyyppi": "Järjestötyyppi",
    "alue": "Alue",
    "koko": "Koko",
    "paino": "Paino",
}


def wide() -> pd.DataFrame:
    """Give one row a respondent: background, then the answer to each question."""
    coded = pd.read_csv(HERE / "koodattu.csv", keep_default_na=False)
    people = coded.drop_duplicates("vastaaja")[list(BACKGROUND)].rename(columns=BACKGROUND)
    for question, answers in coded.groupby("kysymys", sort=False):
        people[question] = people["Vastaajanumero"].map(answers.set_index("vastaaja")["vastaus"])
    return people


def main() -> None:
    """Write both files."""
    frame = wide()
    frame.to_csv(HERE / "jarjestokysely.csv", index=False, lineterminator="\n")
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with pd.ExcelWriter(HERE / "jarjestokysely.xlsx", engine="xlsxwriter", engine_kwargs={"options": options}) as book:
        book.book.set_properties({"created": datetime(2022, 11, 30)})
        frame.to_excel(book, sheet_name="Vastaukset", index=False, startrow=2)
        sheet = book.sheets["Vastaukset"]
        sheet.write(0, 0, "Järvialueen kumppanuusverkosto: järjestökysely")
        sheet.write(1, 0, f"Vastaajien määrä: {len(frame)}")


if __name__ == "__main__":
    main()
