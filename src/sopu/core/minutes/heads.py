"""The heads of an item's parts, as Finnish and Swedish systems call them, and how a line is known to be one."""

import re
from collections.abc import Iterator, Sequence

from sopu.core.minutes.pages import Line, clean
from sopu.core.minutes.shapes import Head, Part

_CALLED: dict[Head, str] = {
    Head.PREPARER: (
        "valmistelija|valmistelijat|valmistelija/lisätiedot|valmistelijat/lisätiedot|valmistelijat ja lisätiedot|"
        "valmistelija ja lisätiedot|asian valmistelija|valmistelu|lisätiedot|lisätietoja|lisätietojen antaja|"
        "beredare|beredare av ärendet|beredning|beredare/tilläggsuppgifter|beredare och tilläggsuppgifter|"
        "beredare/ytterligare information|tilläggsuppgifter|ytterligare information"
    ),
    Head.BACKGROUND: (
        "selostus|asian selostus|asiaselostus|perustelut|päätöksen perustelut|esittelyteksti|taustaa|asian tausta|"
        "redogörelse|motivering|beslutsmotivering|beskrivning|beskrivning av ärendet|bakgrund"
    ),
    Head.EARLIER: "aikaisempi käsittely|asian aikaisempi käsittely|aiempi käsittely|tidigare behandling",
    Head.PRESENTER: "esittelijä|föredragande",
    Head.PROPOSAL: (
        "päätösehdotus|esittelijän päätösehdotus|päätösesitys|ehdotus|ehdotus päätökseksi|esitys|"
        "beslutsförslag|föredragandens beslutsförslag|föredragandens förslag|förslag|förslag till beslut"
    ),
    Head.AMENDED_PROPOSAL: (
        "muutettu päätösehdotus|kokouksessa muutettu päätösehdotus|esittelijän muuttama päätösehdotus|muutettu ehdotus|"
        "ändrat beslutsförslag|ändrat förslag|vid mötet ändrat beslutsförslag"
    ),
    Head.HANDLING: (
        "käsittely|asian käsittely|kokouskäsittely|käsittely kokouksessa|"
        "behandling|behandling av ärendet|behandling vid mötet|behandling vid sammanträdet"
    ),
    Head.VOTE: "äänestys|äänestykset|äänestystulos|omröstning|omröstningar|omröstningsresultat|votering",
    Head.DECISION: "päätös|beslut",
    Head.DISSENT: "eriävä mielipide|eriävät mielipiteet|avvikande mening|avvikande åsikt|reservation",
    Head.ATTACHMENTS: (
        "liite|liitteet|oheismateriaali|oheisaineisto|liite/oheismateriaali|liitteet/oheismateriaali|"
        "bilaga|bilagor|tilläggsmaterial|bilaga/tilläggsmaterial|bilagor/tilläggsmaterial|kompletterande material"
    ),
    Head.EXECUTION: "täytäntöönpano|toimeenpano|verkställighet|verkställande",
    Head.INFORMED: (
        "tiedoksi|tiedoksianto|päätöksen tiedoksianto|jakelu|pöytäkirjanote|ote|"
        "för kännedom|delgivning|protokollsutdrag"
    ),
    Head.APPEAL: (
        "muutoksenhaku|muutoksenhakuohje|muutoksenhakukielto|oikaisuvaatimusohje|valitusosoitus|"
        "ändringssökande|besvärsanvisning|anvisning om begäran om omprövning|förbud mot sökande av ändring"
    ),
}
HEADS = {name: head for head, names in _CALLED.items() for name in names.split("|")}
"""What a head is, by its name in small letters."""

_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_OF_A_BODY = re.compile(
    r"(?P<body>[a-zåäö-]*(?:hallituksen|valtuuston|lautakunnan|valiokunnan|jaoston|styrelsens|fullmäktiges|nämndens))\s+"
    r"(?P<name>.+)"
)
_NAMES = "|".join(re.escape(name) for name in sorted(HEADS, key=len, reverse=True))
_BEGUN = re.compile(rf"(?P<name>{_NAMES})\s+(?P<rest>\S.*)", re.IGNORECASE)
_STARTS_A_SENTENCE = re.compile(r"[^a-zåäö,;.)]")


def head_of(name: str, body: str) -> Head | None:
    """What a head of that name is on a page of `body`; None when it is no head that we know.

    “Kunnanhallituksen päätösehdotus” is what a council has before it; “Kunnanhallituksen päätös” on the council's page
    tells of an earlier handling, and on the board's own it is the decision.
    """
    name = _ASIDE.sub("", clean(name)).rstrip(" :").casefold()
    name = re.sub(r"\s*/\s*", "/", re.sub(r"\(\w{1,2}\)", "", name))
    if name in HEADS:
        return HEADS[name]
    found = _OF_A_BODY.fullmatch(name)
    head = HEADS.get(found["name"]) if found else None
    if found is None or head is None or head is Head.PROPOSAL:
        return head
    return head if found["body"][:8] == body.casefold()[:8] else Head.EARLIER


def headed(line: Line, body: str) -> tuple[Head, str, str] | None:
    """A line's head, what the page calls it, and what follows it on the line; None when the line is none.

    A head stands alone, or before what begins like a sentence: in a piece of its own (as Dynasty sets them), before a
    colon, or only before it. Prose that begins with such a word goes on in small letters.
    """
    if head := head_of(line.text, body):
        return head, line.text.rstrip(" :"), ""
    for name, rest in _splits(line):
        if _STARTS_A_SENTENCE.match(rest) and (head := head_of(name, body)):
            return head, name.rstrip(" :"), rest
    found = _BEGUN.fullmatch(line.text)
    if found and _STARTS_A_SENTENCE.match(found["rest"]):
        return HEADS[found["name"].casefold()], found["name"], found["rest"]
    return (Head.OTHER, line.text, "") if line.is_heading else None


def _splits(line: Line) -> Iterator[tuple[str, str]]:
    """The ways in which a line may be a head and its text: between its pieces, and at its first colon."""
    for count in range(1, min(len(line.pieces), 4)):
        yield clean("".join(line.pieces[:count])), clean("".join(line.pieces[count:]))
    name, _, rest = line.text.partition(":")
    yield name, rest.strip()


def parts_of(lines: Sequence[Line], body: str) -> tuple[Part, ...]:
    """The parts that lines make, each from its head to the next; what stands before the first is background."""
    return tuple(part for part in _parts(lines, body) if part.name or part.text)


def _parts(lines: Sequence[Line], body: str) -> Iterator[Part]:
    head, name, texts = Head.BACKGROUND, "", list[str]()
    for line in lines:
        found = headed(line, body)
        if found is None:
            texts.append(line.text)
            continue
        yield Part(head, name, "\n".join(texts))
        head, name, rest = found
        texts = [rest] if rest else []
    yield Part(head, name, "\n".join(texts))
