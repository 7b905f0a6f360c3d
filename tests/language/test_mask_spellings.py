"""Codes, phones, mails, accounts and addresses in every spelling people use; all invented."""

import itertools

import pytest
from stdnum.fi import hetu

from theme_mining.language.mask import Masker

FRAMES = ("{}", "({})", "Tavoitat minut: {} ma-pe.", "Tämä on {}.")
PHONES = [
    *(
        f"{code}{gap}{rest}"
        for code, gap, rest in itertools.product(
            ("040", "044", "0457", "050", "0400"),
            (" ", "-", "", "/", " - "),
            ("1234567", "123 4567", "123 45 67", "12 34 567", "123-4567"),
        )
    ),
    *(
        f"{code}{gap}123 4567"
        for code, gap in itertools.product(
            ("+358 40", "+358-40", "+358 (0)40", "+358(0)40", "00358 40", "358 40", "+358.40"), (" ", "")
        )
    ),
    *(f"{code} {rest}" for code in ("09", "(09)", "03", "019", "013") for rest in ("123 4567", "123456", "12345")),
    "+46 70 123 45 67", "+372 5123 4567", "040.123.4567", "O4O 123 4567", "+358 9 123 4567",
    "nolla neljä nolla kaksi kolme neljä viisi kuusi seitsemän kahdeksan",
]  # fmt: skip
MAILS = [
    "a@b.fi", "maija.mehilainen@esimerkki.fi", "m_a+b@x.org", "Maija.Meikäläinen@jarjesto.fi", "maija at esimerkki.fi",
    "maija(at)esimerkki.fi", "maija [at] esimerkki [dot] fi", "maija at esimerkki piste fi", "maija ät esimerkki.fi",
    "maija.meika at gmail piste com", "maija (ät) esimerkki.fi", "maija @ esimerkki.fi", "maija@esimerkki .fi",
    "maija piste meikäläinen at esimerkki piste fi", "MAIJA@ESIMERKKI.FI", "maija(at)esimerkki(piste)fi", "maija@posti",
    "maija-at-esimerkki.fi", "maija{at}esimerkki.fi", "maija(a)esimerkki.fi",
]  # fmt: skip
ACCOUNTS = [
    "FI21 1234 5600 0007 85", "FI2112345600000785", "fi2112345600000785", "FI21-1234-5600-0007-85",
    "FI 21 1234 5600 0007 85", "FI21.1234.5600.0007.85", "DE89 3704 0044 0532 0130 00", "EE38 2200 2210 2014 5685",
    "123456-785", "FI2l 1234 5600 0007 85",
]  # fmt: skip
ADDRESSES = [
    "Koivukuja 4", "Koivukuja 4 B 12", "Koivukuja 4B12", "Koivukuja 4 as. 12", "koivukuja 4 b 12", "Kirkkokatu 12–14",
    "Vanha Turuntie 14", "Iso Roobertinkatu 3", "Satamakadulla 3", "Koulutiellä 15", "Peltokaari 6", "Torikadun 5",
    "Itäinen Rantakatu 10", "Storgatan 5", "Strandvägen 7", "Pihlajatie 5:ssä", "Bulevardi 12", "Länsiranta 4 B 3",
    "Linnankatu 8, 20100 Turku", "Rauhankatu 4, 00170 HELSINKI",
]  # fmt: skip


@pytest.fixture(scope="module")
def masker():
    return Masker()


@pytest.mark.parametrize(
    "values", [PHONES, MAILS, ACCOUNTS, ADDRESSES], ids=["phones", "mails", "accounts", "addresses"]
)
def test_every_spelling_is_hidden(masker, values):
    seen = []
    for value, frame in itertools.product(values, FRAMES):
        masked = masker.mask(frame.format(value))[0]
        pieces = [piece for piece in value.strip("()").split() if len(piece) > 1 and piece not in frame]
        seen += [(value, masked) for piece in pieces if piece in masked.replace("[sähköposti]", "")]
    assert seen == []


@pytest.mark.parametrize("sign", "+-YXWVUABCDEF")
def test_every_valid_identity_code_is_hidden(masker, sign):
    marks = "0123456789ABCDEFHJKLMNPRSTUVWXY"
    for day, number in itertools.product((1, 17, 31), (2, 345, 899, 902)):
        digits = f"{day:02}0152{number:03}"
        code = f"{digits[:6]}{sign}{digits[6:]}{marks[int(digits) % 31]}"
        assert hetu.is_valid(code, allow_temporary=True) or sign in "+ABCDEF"
        for spelling in (code, code.lower(), code[:6] + " " + code[6:], f"{code[:6]} {sign} {code[7:]}"):
            assert masker.mask(f"Tunnus {spelling} on minun")[0] == "Tunnus [henkilötunnus] on minun"


@pytest.mark.parametrize(
    "answer",
    [
        "Vuonna 2022 meitä oli 1500, vuonna 2018 vain 900", "Saimme 10 000 euroa ja 2 500 000 euroa",
        "klo 08.00-16.00 tai 09:00-15:30", "1.1.2022–31.12.2023", "0,5 htv eli 10,5 %", "050-luvulla 25-30 henkeä",
        "puhelinnumero 112 ja 116117", "noin 40-50 %", "2018–2022 2 000 000 €", "vko 42, huone 204", "A4-paperi, B12",
        "lain 1301/2014 ja HE 241/2020 vp mukaan", "Y-tunnus 0201256-6", "valtatie 4 ja kantatie 62", "Tie 21 on huono",
        "ISO 9001 -sertifikaatti", "COVID-19, 24/7", "100 000 asukasta, 12345 vastaajaa", "12 000 Suomalaista",
        "www.kela.fi/kuntoutus ja https://www.thl.fi/fi/web/sote", "Kerhotila 5 A", "asuu kyläperällä 41 ihmistä",
    ],
)  # fmt: skip
def test_numbers_that_are_nobodys_stay(masker, answer):
    assert masker.mask(answer) == (answer, ())


@pytest.mark.parametrize(
    "piece", ["0 ", "040-", "1.", "a@", "a.", "a piste ", "Aa ", "katu", "a-", "synt ", "tunnus ", "[", "00100 "]
)
def test_long_runs_of_anything_end(masker, piece):
    assert masker.mask(piece * 5000)[0]
