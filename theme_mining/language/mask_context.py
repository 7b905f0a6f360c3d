"""The words around a name: titles and kin, greetings, verbs of people, and what shows an organisation."""

from __future__ import annotations

import re

__all__ = [
    "ACTED",
    "BESIDE",
    "BUILT",
    "CONTACT",
    "EPONYM",
    "FACILITY",
    "GROWS",
    "HUMAN_VERB",
    "INTRODUCED",
    "KIN",
    "ORGANISATION",
    "PARTICLES",
    "PERSON_VERB",
    "PUBLIC",
    "SIGNED",
    "SYSTEM",
    "THANKED",
    "THING",
    "TITLE",
    "WEATHER",
    "is_title",
]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# A role or kin term in any inflection, right before a name: `ohjaajamme Satu`, `lääkäri Koski`, `isäni Toivo`.
_ENDING = r"(?:\w{0,7})"
TITLE = re.compile(
    r"\w*(?:johtaj|hoitaj|ohjaaj|opettaj|neuvoj|kouluttaj|vetäj|tuottaj|valmentaj|avustaj|kuljettaj|perustaj|edustaj"
    r"|edeltäj|seuraaj|isännöitsij|siivooj|keittäj|päällik|sihteer|lääkär|tohtor|terapeut|psykolog"
    r"|psykiatr|diakon|pastor"
    r"|kirkkoherr|kanttor|rehtor|esimie|esimieh|esihenkilö|koordinaattor|suunnittelij|asiantuntij"
    r"|työntekij|toimihenkilö"
    r"|vapaaehtoi|naapur|tukihenkilö|yhteyshenkilö|yhdyshenkilö|ministeri|professor|dosent|maister|kirjailij|poliis"
    r"|konstaapel|kuski|kummi|aktiivi|leske|leski|talonmie|talkkar|asukas|asukkaa|oppila|yrittäj"
    r"|valtuutet|tulkk|tulki)"
    + _ENDING
    + r"|(?:rouva|herra|neiti|pomo|kaveri|ystävä|tuttava|täti|täd|setä|sedä|eno|serkku|serku|velje"
    r"|sisar|äiti|äidi|isä|poika|poja|tyttär"
    r"|tytö|tyttö|miehe|vaimo|puoliso|anoppi|anopi|mummo|mummi|vaari|ukki|pappa|pappi|papi|emäntä"
    r"|emännä|isäntä|isännä|jäsene"
    r"|asiakkaa|potilaa)(?:n|lle|lla|llä|lta|ltä|a|ä|ta|tä|na|nä|ksi)?(?:ni|mme|si|nne|nsa|nsä)?"
    r"|(?:\w{0,14}lapse|pojanpoja|kaksose|esikoise|kuopukse|vauva)(?:n|lle|lla|llä|lta|ltä|sta)?(?:ni|mme|nsa|nsä)"
    r"|(?:ope|maikka|reksi|terkkari|kuraattori|kuraattoria|isännöitsijä|omahoitaja)(?:n|lle|lla|llä|lta|ltä|ni|mme|a|ä)?"
    r"|veli|sisko(?:ni|mme|nsa)?|tytär|poikani|mies|mieheni|vaimoni|jäsen|asiakas|rva|hra|nti"
    r"|mr|mrs|ms|dr|herr|fru|doktor|tri|th|stt|pj"
)

# The word before says that a name comes.
INTRODUCED = re.compile(
    r"(?:nimeltään|nimeltä|nimeltäni|nimeni on|nimi on|nimensä on|heter|name is|namn är|i am"
    r"|i'm|minä olen|mä oon|olen|oon)\s+$",
    re.I,
)
SIGNED = re.compile(
    r"(?:^|[\s.,!?])(?:t|terv|terveisin|terveisiä|terkuin|yt|yst\.? ?terv|ystävällisin terveisin"
    r"|kiittäen|kunnioittavasti"
    r"|hälsningar|mvh|regards|sincerely|allekirjoittanut|undertecknad)\s*[.:,\n–-]?\s*$",
    re.I,
)
CONTACT = re.compile(
    r"(?:soita|soittakaa|soittaa|soitin|kysy|kysykää|pyydä|pyytäkää|tavoitat|yhteys|yhteyttä"
    r"|yhteydessä|tavata|tapasin|näin"
    r"|kontakta|ring|ringa|tack|fråga|contact|call|ask|thank|thanks|tack till|thanks to)\s+$",
    re.I,
)
THANKED = re.compile(
    r"(?:kiitos|kiitokset|kiitän|terveisiä|terveiset|soit\w+|ilmoit\w+|lähet\w+|kerro\w*|kert\w+)\s+$", re.I
)

# Somebody did it, and who comes next: `minua auttoi Patric Svedberg`.
ACTED = re.compile(
    r"(?:auttoi|palveli|hoiti|neuvoi|opetti|ohjasi|vastasi|soitti|kuunteli|kertoi|tulkkasi|koulutti|valmensi|luennoi"
    r"|kirjoitti|lupasi|sanoi|otti vastaan|nimittäin|kuten)\s+$",
    re.I,
)

# Right after: what only people do.
PERSON_VERB = _words("""
soitti soittaa soitteli sanoi sanoo kertoi kertoo auttoi lupasi lupaa hoitaa hoiti vetää veti ohjaa ohjasi opettaa
opetti neuvoi neuvoo kuunteli kuuntelee ajoi leipoi keitti keittää järjesti järjestää kirjoitti kirjoittaa kysyi kysyy
pyysi pyytää asuu asui työskentelee istuu tietää tiesi osaa osasi muistaa muisti itki nauroi siivoaa siivosi tulkkaa
tulkkasi kouluttaa koulutti sairastui muutti eläköityi vastasi hymyili lauloi tarjosi tarjoili luki esitteli pyöräili
""")
# What not even an organisation does, so that an unknown word before it is a name.
HUMAN_VERB = _words("""
soitti soittaa neuvoi kuunteli itki nauroi hymyili lauloi istuu istui asuu asui eläköityi sairastui muutti pyöräili
leipoi keitti ajoi lupasi muisti tiesi jaksaa jaksoi kysyi sanoi
""")
KIN = re.compile(
    r"(?:äiti|äidi|isä|vaimo|vaimon|mies|miehe|puoliso|tytär|tyttäre|poika|poja|sisko|siska|veli|velje|mummo|pappa|perhe|perhee"
    r"|kaveri|ystävä|avustaja|omaishoitaja)(?:n|lle|lla|llä|lta|ltä|a|ä|t|tä)?"
)
BESIDE = _words("kanssa luona luokse luota luo mielestä kaa")

# Public places that stand beside a name in genitive: `Marian sairaala`, but not `Liisan koulu`.
PUBLIC = re.compile(r"(?:\w*sairaala|\w*kirkko|\w*kirko|\w*kappeli|seurakunta|seurakunna)\w{0,6}")
# A compound built as surnames are: after a title it is one, whatever the dictionary makes of it (`hoitaja Pyykönmäki`).
BUILT = re.compile(
    r"\w{3,}(?:mäki|mäe|niemi|nieme|koski|kose|koske|lahti|lahde|järvi|järve|salo|aho|maa|vuori|vuore|virta|virra|ranta"
    r"|ranna|saari|saare|sto|stö|kangas|kankaa|oja|lampi|lamme|luoto|luodo|pelto|pello|korpi|korve|suo|talo|kallio|harju"
    r"|joki|joe|metsä|pää|linna|la|lä)(?:n|lle|lta|ltä|a|ä|ta|tä)?"
)

# Right after: the name belongs to an organisation, a place, a method or an illness.
_CASE = (
    r"(?:n|a|ä|ssa|ssä|sta|stä|an|en|on|un|yn|än|lla|llä|lle|lta|ltä|t|na|nä|ja|jä|jen|ia|iä|iin|issa|issä|ista|istä|ille|ien"
    r"|ksi|seen)?"
)
ORGANISATION = re.compile(
    r"(?:oy|ab|oyj|ry|rf|ky|tmi|stea|sote|group|gmbh|ltd|inc)"
    r"|\w*(?:liitto|liiton|liitossa|liitosta|liittoon|liitolla|liitolle|säätiö|yhdisty\w+|instituut\w+|akatemi\w+|museo|opisto"
    r"|koulu|lukio|yliopisto|sairaala|seura|kirjasto|keskus|keskuk\w+|klinik\w+|koti|kodi[nst]\w{0,3}|kotiin|talo|apteek\w+"
    r"|yhtiö|kirkko|kirko[nst]\w{0,3}|kunta|kunna[nst]\w{0,3}|puisto|areena|stadion\w*|päivä|palkin\w+|rahasto|hanke|hankke\w+"
    r"|projekti|ohjelma|setlement\w+|kerho|ryhmä|lastensuojelu\w*|hölkkä|hölkä\w+|hiihto|katu|kadu[nst]\w{0,3}|tie)"
    + _CASE
    + r"|\w*(?:förening|förbund|stiftelse|hälsan|samfund)\w*"
    r"|kommun|stad|skola|centralen|center|centre|foundation|association|university|club|society|cross|council|institute"
)
EPONYM = re.compile(
    r"(?:tauti|taudi\w+|oireyhtymä\w*|syndrooma\w*|asteikko|asteiko\w*|testi\w*|malli\w*|menetelmä\w*"
    r"|pedagogiik\w+|palkin\w+"
    r"|terapia\w*|diagnoo\w+|katu|kadu\w+|tie|tiellä|tien|päivä\w*|päivänä|ry|ry:n|rf|oy|oy:n|ab|oyj|pankki|pankin|pankissa|pankista|vakuutu\w+|kyy\w*|kala\w*)"
)
FACILITY = re.compile(
    r"\w*(?:kirjasto|asema|koulu|kaupunginos|monitoimitalo|palvelutalo|palvelukesku|sairaala"
    r"|terveysasem|uimahalli|kerhotalo|järjestötalo"
    r"|asukastalo|seurakun|kylä|kaupunki|kaupungi|kunta|kunna|alue|puolella|puolen|seutu|seudu"
    r"|torilla|ranta|rannalla|koti)\w*"
)
# What is called by a name and is no person: `X on hyvä sovellus`, `X-niminen kahvila`.
THING = re.compile(
    r"\w*(?:järjestelmä|sovellus|ohjelma|ohjelmisto|palvelu|alusta|sivusto|verkkosivu|portaali|lehti|sarja|elokuva|kirja"
    r"|yritys|yhtiö|firma|pankki|kauppa|kauppaketju|ravintola|kahvila|baari|kioski|hotelli|laiva|bändi|yhtye|tuote|merkki"
    r"|hanke|projekti|kampanja|kurssi|menetelmä|malli|yhdistys|järjestö|säätiö|liitto|seura|kerho|koulu|päiväkoti|talo"
    r"|hoitokoti|palvelukoti|kunta|kaupunki|kylä|saari|järvi|joki|kaupunginosa|alue|paikka|katu|tie|uimahalli|ranta|vuori"
    r"|päivä|kuukausi|vuodenaika|kissa|koira|hevonen|tietokanta|botti|tekoäly|robotti)"
    r"(?:n|a|ä|ta|tä|ssa|ssä|sta|stä|t|i?a|i?ä|ja|jä|jen|ihin|issa)?"
    r"|\w*(?:yhtiöitä|yrityksiä|sovelluksia|järjestelmiä|ohjelmia|pankkeja|firmoja|kauppoja|palveluja|palveluita)",
)
# What a system or web service does or has.
SYSTEM = re.compile(
    r"(?:toimi(?:i|vat|nut)?|toimisi(?:vat)?|kaatu(?:i|u|ilee|ilevat|vat|nut)|jumi(?:i|ssa|ttaa|utuu)|lataa|latautuu"
    r"|päivitt\w+|kirjautu\w+|sovellu\w+|järjestelmä\w*|käyttöliittymä\w*|salasana\w*|tunnukset|palvelin)"
)
WEATHER = re.compile(
    r"(?:satei|lämmin|lämpimä|kylmä|kuuma|aurinkoi|lumi|pimeä|lyhyt|pitkä|viileä|tuuli|kova|kaunis|myöhä|aikai|kost|kuiva"
    r"|rannalla|ulkona|taas|ohi)\w*"
)
# What only plants do.
GROWS = re.compile(
    r"kukki(?:i|vat|nut)?|kasva(?:a|vat|nut)|kasvoi|kypsy\w*|istutet\w+|kuihtu\w*|puhkea\w*|tuoksu\w*|itää|iti"
)
PARTICLES = _words("von af de van der den al el bin la di")


def is_title(form: str) -> bool:
    """Tell whether a word is a role or a kin term, in any inflection.

    >>> [is_title(word) for word in ("ohjaajamme", "isäni", "yhdistys")]
    [True, True, False]
    """
    return TITLE.fullmatch(form.casefold()) is not None
