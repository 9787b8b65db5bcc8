"""The words by which Finnish and Swedish minutes say what a body did, and the words that undo them.

Patterns are of whole sentences in small letters. Verbs stand in the forms that minutes use: past and present, active
and passive (“hyväksyi”, “hyväksyy”, “hyväksyttiin”, “päätti hyväksyä”; “godkände”, “godkändes”, “beslutade godkänna”).
"""

import re
from dataclasses import dataclass

_GAP = r"[^.;:!?]{0,160}?"
"""What may stand between two words of one clause."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that tell an outcome; `is_sure` when they can hardly tell another."""

    outcome: str
    pattern: re.Pattern[str]
    is_sure: bool = True


def _sure(outcome: str, *patterns: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(outcome, re.compile(pattern)) for pattern in patterns)


def _likely(outcome: str, *patterns: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(outcome, re.compile(pattern), is_sure=False) for pattern in patterns)


UNFINISHED = (
    *_sure(
        "deferred",
        rf"\b(?:jätti|jättää|jätettiin|jätetään|pani|panna|pantiin|pannaan|panee){_GAP}\bpöydälle\b",
        r"\bpöydälle\s+(?:jättä|pane|pano)\w*",
        r"\bpöydälle(?:pantiin|pano)\w*",
        r"\bbordla(?:de|des|gt|gts|ts|gd)\b|\bbordläg(?:ga|gs|ger|gas|ges)\b|\bbordläggning\w*",
        rf"\b(?:lämna(?:de|des|r|s)){_GAP}\bpå bordet\b",
    ),
    *_sure(
        "returned",
        rf"\b(?:palautti|palauttaa|palautettiin|palautetaan){_GAP}\b(?:valmisteltavaksi|valmisteluun)\b",
        r"\båterremitter(?:ade|ades|a|ar|as|at|ats)\b",
        rf"\b(?:återsän(?:de|des|da|der|ds)|återförvisa(?:de|des|s)?|returnera(?:de|des|s)?){_GAP}\bberedning\b",
    ),
    *_sure(
        "removed",
        rf"\b(?:poistettiin|poisti|poistaa|poistetaan|vedettiin|veti|vetää|vedetään|otettiin){_GAP}\besityslistalta\b",
        rf"\basia{_GAP}\b(?:vedettiin|poistettiin|vedetään)\s+pois\b|\b(?:vedettiin|veti) asia\w* pois\b",
        rf"\b(?:ströks|strök|ströka|avfördes|avförde|avföra|togs bort|drogs (?:bort|tillbaka)|lyftes bort){_GAP}"
        r"\b(?:föredragningslistan|ärendelistan|listan)\b",
        r"\bärendet (?:avfördes|drogs tillbaka|ströks)\b",
    ),
)
"""What leaves a matter open."""

REJECTED = (
    *_sure(
        "rejected",
        r"\b(?:hylkäsi|hylättiin|hylkää|hylätä|hylätään)\b",
        r"\bei\s+(?:hyväksynyt|hyväksytty|hyväksy|hyväksyä)\b|\b(?:olla|jättää|jätti|jätettiin)\b[^.;:]{0,80}?\bhyväksymättä\b",
        r"\bolla\s+hyväksymättä\b",
        r"\bförkasta(?:de|des|r|s|t|ts)?\b|\bavslog(?:s)?\b|\bavslå(?:s|r)?\b",
        r"\bgodkän(?:de|des|ner|ns|na)\s+inte\b|\binte\s+godkänna\b|\bgodkändes\s+ej\b",
    ),
)

CONDITIONAL = (
    *_sure(
        "conditional",
        r"\b(?:sillä|seuraavalla|seuraavin|tietyin|ehdolla|ehdoin)\b[^.;:]{0,40}?\behdo(?:lla|in)\b|\behdolla,?\s+että\b",
        r"\b(?:seuraavin|seuraavalla)\s+varauksi?(?:n|lla)\b|\bvarauksella\b|\bvarauksin\b",
        r"\bpå\s+(?:det\s+)?villkor(?:et)?,?\s+att\b|\bmed\s+(?:följande\s+)?villkor\w*|\bmed\s+(?:följande\s+)?förbehåll\w*",
    ),
    *_likely("conditional", r"\bedellyttäen,?\s+että\b", r"\bförutsatt\s+att\b|\bunder\s+förutsättning\s+att\b"),
)

AMENDED = (
    *_sure(
        "amended",
        r"\b(?:seuraavin|seuraavilla|esitetyin|hyväksytyin|tehdyin)\s+(?:muutoks\w+|lisäyks\w+|täydennyks\w+)",
        r"\b(?:seuraavasti|siten|niin)\s+(?:muutettuna|täydennettynä)\b|\bmuutettuna\b",
        r"\bmed\s+(?:följande|de\s+föreslagna|nedanstående)\s+(?:ändring\w*|tillägg\w*|komplettering\w*)",
        r"\bi\s+(?:ändrad|kompletterad)\s+form\b",
    ),
    *_likely(
        "amended",
        r"\bmuutet(?:tu|un|ussa|un)\b[^.;:]{0,40}?\b(?:päätösehdotu\w+|ehdotu\w+|esity\w+)",
        r"\bmuutetun\s+päätösehdotuksen\b|\bmuutoksin\b|\blisäyks(?:in|ellä)\b|\btäydennettynä\b|\bmuutosehdotuksen\s+mukai\w+",
        r"\b(?:det|sitt|ett)\s+ändrade?\s+(?:besluts)?förslag\w*|\bändrat\s+(?:besluts)?förslag\w*|\bmed\s+ändringar\w*",
    ),
)

PROPOSED = (
    *_sure(
        "proposed",
        rf"\b(?:esittää|esitti|esitetään|esittävänsä|esitettiin|ehdottaa|ehdotti|ehdotetaan){_GAP}"
        r"\b(?:\w*valtuustolle|yhtymäkokoukselle)\b",
        r"\b(?:\w*valtuustolle)\b[^.;:]{0,40}?\b(?:esitettäväksi|esittää|esitetään)\b",
        rf"\bföres(?:lår|lå|log|logs|lås){_GAP}\b(?:för\s+)?\w*fullmäktige\b",
        rf"\b(?:lägger|lade|lägga)\s+fram{_GAP}\bför\s+\w*fullmäktige\b",
    ),
)

NOTED = (
    *_sure(
        "noted",
        rf"\b(?:merkitsi|merkitsee|merkittiin|merkitään|merkitä){_GAP}\btiedoksi\b",
        rf"\b(?:antecknade|antecknades|antecknar|anteckna|antecknas|tecknade|tecknar|teckna){_GAP}"
        r"\b(?:för|till)\s+kännedom\b",
    ),
)

APPROVED = (
    *_sure(
        "approved",
        r"\b(?:hyväksyi|hyväksyttiin|hyväksyy|hyväksyä|hyväksytään|hyväksyivät)\b",
        r"\bgodkän(?:de|des|ner|ns|na|nas|d|t|ts)\b|\bantog(?:s)?\b|\bbifalla\b|\bbiföll(?:s)?\b",
    ),
    *_likely(
        "approved",
        r"\b(?:päätösehdotuksen|esityksen|ehdotuksen|pohjaehdotuksen)\s+(?:mukaan|mukaisesti)\b",
        r"\bpäätti(?:in)?\b[^.;:]{0,60}?\bmukaisesti\b",
        r"\benligt\s+(?:\w+\s+)?(?:besluts)?förslag\w*|\bi\s+enlighet\s+med\s+(?:besluts)?förslag\w*",
    ),
)

AS_PROPOSED = re.compile(
    r"\b(?:päätösehdotu\w+|ehdotu\w+|esity\w+|pohjaehdotu\w+|\w*förslag\w*)\b|^\W*(?:asia\s+)?hyväksyttiin\b|^\W*godkändes\b"
)
"""A decision that tells its content only by the proposal that it takes."""

A_MEMBER_PROPOSES = re.compile(
    r"\b(?:jäsen|valtuutettu|varajäsen|puheenjohtaja|varapuheenjohtaja|edustaja)\b[^.;]*\b(?:ehdotti|esitti|kannatti|"
    r"kannattivat|ehdottivat)\b|\b(?:ehdotti|esitti|kannatti)\b[^.;]*\b(?:jäsen|valtuutettu)\b|\bkannattamana\b"
    r"|\b(?:ledamot\w*|ersättar\w*|ordförande\w*|fullmäktigeledamot\w*)\b[^.;]*\b(?:föreslog|understödde|understöddes)\b"
    r"|\b(?:vastaehdotu|muutosehdotu|lisäysehdotu|palautusehdotu|palauttamisehdotu|pöydällepanoehdotu)\w*[^.;]*"
    r"\b(?:raukesi|ei kannatettu|hylättiin|hylkäsi|hävisi)\b"
    r"|\b(?:hylkäsi|hylättiin|förkasta\w+|avslog\w*)\b[^.;]*\b(?:pöydälle\w*|palautt?a\w+|vastaehdotu\w+|muutosehdotu\w+|"
    r"lisäysehdotu\w+|oikaisuvaatimu\w+|ponsi\w*|ponne\w+|toivomu\w+|motförslag\w*|ändringsförslag\w*|bordläggning\w*|"
    r"återremiss\w*)\b"
    r"|\b(?:motförslag\w*|ändringsförslag\w*|återremiss\w*|bordläggning\w*)\b[^.;]*\b(?:förföll|förkastades|understöddes\s+inte|vann\s+inte)\b"
    r"|\b(?:ehdotu\w+|esity\w+)\b[^.;]*\b(?:raukesi|rauennut|rauenneeksi)\b"
)
"""Sentences of a member's proposal that did not become the decision."""
