"""The words of the reports, a catalogue a language."""

from __future__ import annotations

from theme_mining.core.errors import SettingsError, near_miss

__all__ = ["Texts", "interval", "number", "percent", "texts"]

FI = {
    "kicker": "Avovastausten teemat",
    "answers_n": "{n} vastausta",
    "respondents_n": "{n} vastaajaa",
    "themes_n": "{n} teemaa",
    "contents": "Sisällys",
    "summary": "Tiivistelmä",
    "shares": "Teemojen osuudet",
    "by_background": "Teemat taustaryhmittäin",
    "themes": "Teemat yksitellen",
    "map": "Vastausten kartta",
    "rest": "Teemoitta jääneet ja tarkistettavat",
    "method": "Menetelmä ja rajaukset",
    "run": "Ajon tiedot",
    "theme": "Teema",
    "answers": "Vastauksia",
    "respondents": "Vastaajia",
    "share": "Osuus vastaajista",
    "share_answers": "Osuus vastauksista",
    "interval": "95 %:n väli",
    "review": "Tarkistettavia",
    "question": "Kysymys",
    "all": "Kaikki",
    "hidden": "alle rajan",
    "hidden_sign": "–",
    "includes": "Mukaan kuuluu",
    "excludes": "Mukaan ei kuulu",
    "keywords": "Kuvaavat sanat",
    "quotes": "Tyypillisiä vastauksia",
    "no_quotes": "Ei lainauksia: teeman vastaukset ovat ryhmissä, joiden lukuja ei näytetä, tai ne odottavat "
    "tarkistusta.",
    "answer_id": "Vastaus {id}",
    "more": "enemmän kuin muissa ryhmissä",
    "less": "vähemmän kuin muissa ryhmissä",
    "others_merged": "Ryhmään Muut on yhdistetty pienet ryhmät: {groups}.",
    "missing": "Ryhmä puuttuu: {n}.",
    "no_content": "Ei sisältöä (tyhjä, ”-”, ”en osaa sanoa”)",
    "no_theme": "Sisältöä, mutta ei mikään koodikirjan teema",
    "to_review": "Odottaa ihmisen tarkistusta",
    "language": "Vastausten kieli",
    "count": "Lukumäärä",
    "what": "Mitä",
    "id": "Tunnus",
    "answer": "Vastaus",
    "respondent": "Vastaaja",
    "confidence": "Varmuus",
    "review_q": "Tarkista",
    "evidence": "Perusteena sanat",
    "yes": "kyllä",
    "low": "Väli, ala",
    "high": "Väli, ylä",
    "theme_id": "Teeman tunnus",
    "definition": "Määritelmä",
    "group_size": "Ryhmän koko",
    "share_with_interval": "Teemojen osuudet vastaajista ja 95 %:n luottamusvälit",
    "pick_theme": "Valitse teema luettelosta tai jätä solu tyhjäksi.",
    "tables_note": "Osuudet ovat vastaajista. Luku on piilotettu (–), kun se on alle {limit} tai kun piilotetun luvun "
    "voisi laskea siitä.",
    "weight": "Paino",
    "named": "mainittu",
    "not_named": "ei mainittu",
    "sheet_guide": "Lue ensin",
    "sheet_answers": "Vastaukset",
    "sheet_themes": "Teemat",
    "sheet_tables": "Taustaryhmät",
    "sheet_codebook": "Koodikirja",
    "sheet_run": "Ajo",
    "guide": "Miten tätä työkirjaa luetaan\n"
    "Vastaukset: jokainen vastaus peitettynä (nimet, puhelinnumerot ja muut henkilötiedot on korvattu merkinnöillä), "
    "sen teemat vahvimmasta alkaen ja luokittelun varmuus 0–1. Teeman voi vaihtaa tai lisätä solun pudotusvalikosta "
    "ja poistaa tyhjentämällä solun. Älä muuta Tunnus-saraketta: korjaukset luetaan takaisin sen mukaan.\n"
    "Tarkista = kyllä: luokittelu on epävarma; nämä kannattaa lukea ensin.\n"
    "Teemat: teemojen osuudet vastaajista ja vastauksista 95 %:n luottamusväleineen.\n"
    "Taustaryhmät: osuudet ryhmittäin; pienet luvut on piilotettu.\n"
    "Koodikirja: mitä kuhunkin teemaan kuuluu ja mitä ei.\n"
    "Ajo: millä aineistolla, mallilla ja asetuksilla luvut on tehty.\n"
    "Vastaukset-välilehti on työväline: se sisältää yksittäisten vastaajien taustatiedot, eikä sitä pidä julkaista "
    "sellaisenaan.",
}  # fmt: skip
LANGUAGES_FI = {"fi": "suomi", "sv": "ruotsi", "en": "englanti", "mixed": "useita kieliä", "none": "ei kieltä"}

_CATALOGUE = {"fi": FI}


class Texts:
    """One language's texts: ``texts("fi")("answers_n", n=3)``."""

    def __init__(self, language: str) -> None:
        if language not in _CATALOGUE:
            raise SettingsError(
                f'There are no report texts in "{language}"', near_miss(language, _CATALOGUE), "choose one of them"
            )
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        """Give the text of this key with its values put in."""
        return _CATALOGUE[self.language][key].format(**values)


def texts(language: str = "fi") -> Texts:
    """Give the texts of a language. Raises SettingsError for one that is not there."""
    return Texts(language)


def number(value: float) -> str:
    """Give a whole number with a narrow no-break space between thousands.

    >>> number(16734).replace(chr(0x202f), "_")
    '16_734'
    """
    return f"{round(value):,}".replace(",", "\u202f")


def percent(share: float) -> str:
    """Give a share 0–1 as whole per cent; below one per cent but not nothing as ``<1``.

    >>> percent(0.4098).replace(chr(0xa0), " "), percent(0.002).replace(chr(0xa0), " ")
    ('41 %', '<1 %')
    """
    whole = "<1" if 0 < share < 0.005 else str(round(100 * share))
    return f"{whole}\u00a0%"


def interval(low: float, high: float) -> str:
    """Give an interval of shares 0–1 in per cent.

    >>> interval(0.35, 0.4726).replace(chr(0xa0), " ")
    '35–47 %'
    """
    return f"{round(100 * low)}–{round(100 * high)}\u00a0%"
