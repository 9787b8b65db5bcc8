"""The form of a workbook of a plan: its sheets and columns, and what each is called in three languages.

What is written and what is read are told by the same table, so that a workbook in any of the languages is known when it
comes back. `also` are headings that workbooks of other hands have for the same thing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Names = Mapping[str, str]
"""What something is called, by language."""


class What(StrEnum):
    """What a row of a workbook tells."""

    GOAL = "goal"
    MEASURE = "measure"
    COMMITMENT = "commitment"
    OPT_OUT = "opt_out"
    LINK = "link"


class Sort(StrEnum):
    """What a cell of a column holds; `PERIOD`, `PARTIES` and `INDICATORS` are only read, from other hands."""

    KEY = "key"
    LABEL = "label"
    TEXT = "text"
    DATE = "date"
    PERIOD = "period"
    KIND = "kind"
    LEVEL = "level"
    STAGE = "stage"
    AREA = "area"
    GOAL = "goal"
    MEASURE = "measure"
    MEASURES = "measures"
    PARTY = "party"
    PARTIES = "parties"
    BODIES = "bodies"
    INDICATOR = "indicator"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it holds, its heading in each language, its width, and whether it is only ever read."""

    key: str
    sort: Sort
    names: Names
    width: int = 18
    also: tuple[str, ...] = ()
    is_written: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: what its rows tell, its name, and its columns in order."""

    what: What
    names: Names
    columns: tuple[Column, ...]

    def column(self, key: str) -> Column:
        """The column of that field."""
        return next(one for one in self.columns if one.key == key)


def _named(fi: str, sv: str, en: str) -> Names:
    return {"fi": fi, "sv": sv, "en": en}


def _pair(key: str, fi: str, sv: str, en: str, width: int, *also: tuple[str, ...]) -> tuple[Column, Column]:
    """A field that has its words in Finnish and in Swedish; `also` are other headings of each."""
    others = (*also, (), ())
    finnish = _named(f"{fi} suomeksi", f"{sv} på finska", f"{en} in Finnish")
    swedish = _named(f"{fi} ruotsiksi", f"{sv} på svenska", f"{en} in Swedish")
    return (
        Column(f"{key}_fi", Sort.TEXT, finnish, width, (fi, en, *others[0])),
        Column(f"{key}_sv", Sort.TEXT, swedish, width, (sv, *others[1])),
    )


KEY = Column("key", Sort.KEY, _named("Tunniste", "Kännetecken", "Key"), 12)
_AREAS = ("painopiste", "painopistealue", "teema", "insatsområde", "tema", "tyngdpunkt", "focus area")
AREA = Column("area", Sort.AREA, _named("Tavoitealue", "Målområde", "Goal area"), 44, _AREAS)
MEASURE = Column("measure", Sort.MEASURE, _named("Toimenpide", "Åtgärd", "Measure"), 50)
PARTY = Column(
    "party", Sort.PARTY, _named("Osapuoli", "Part", "Party"), 30, ("organisaatio", "kunta", "organisation", "kommun")
)
_LABEL = _named("Numero", "Nummer", "Number")
_OTHER_LABELS = ("nro", "no", "nr", "#")

GOALS = Sheet(
    What.GOAL,
    _named("Tavoitteet", "Mål", "Goals"),
    (
        KEY,
        Column("label", Sort.LABEL, _LABEL, 10, _OTHER_LABELS),
        AREA,
        *_pair("name", "Tavoite", "Målet", "Goal", 60, ("tavoitteet",), ("mål",)),
    ),
)
_LED = ("vastuutaho", "vastuu", "vastuuorganisaatio", "päävastuu", "ansvarig", "huvudansvarig", "responsible")
_SHARED = ("toteuttajat", "osallistujat", "muut toimijat", "yhteistyötahot", "kumppanit", "medverkande", "aktörer")
_MEASURED = ("mittari", "mittarit", "seurantamittari", "seurantamittarit", "indikator", "indikatorer", "indicators")
MEASURES = Sheet(
    What.MEASURE,
    _named("Toimenpiteet", "Åtgärder", "Measures"),
    (
        KEY,
        Column("label", Sort.LABEL, _LABEL, 10, _OTHER_LABELS),
        Column("goal", Sort.GOAL, _named("Tavoite", "Mål", "Goal"), 40, ("tavoitteet",)),
        Column("area", Sort.AREA, AREA.names, 30, _AREAS, is_written=False),
        *_pair(
            "name",
            "Toimenpide",
            "Åtgärden",
            "Measure",
            50,
            ("toimenpiteet", "toimi", "toimenpiteen nimi"),
            ("åtgärd", "åtgärder"),
        ),
        *_pair("text", "Kuvaus", "Beskrivning", "Description", 60, ("sisältö",), ("innehåll",)),
        Column("kind", Sort.KIND, _named("Laji", "Slag", "Kind"), 16, ("luonne", "tyyppi", "typ")),
        Column(
            "responsible",
            Sort.PARTY,
            _named("Vastaava osapuoli", "Ansvarig part", "Responsible party"),
            30,
            _LED,
        ),
        Column("parties", Sort.PARTIES, _named("Toteuttajat", "Aktörer", "Contributors"), 30, _SHARED, False),
        Column("bodies", Sort.BODIES, _named("Toimielimet", "Organ", "Bodies"), 40, ("toimielin",)),
        *_pair("networks", "Verkostot", "Nätverk", "Networks", 30),
        Column("starts_on", Sort.DATE, _named("Alkaa", "Börjar", "Starts"), 12, ("alku", "start")),
        Column("ends_on", Sort.DATE, _named("Päättyy", "Slutar", "Ends"), 12, ("loppu", "valmis", "slut")),
        Column(
            "period",
            Sort.PERIOD,
            _named("Aikataulu", "Tidtabell", "Schedule"),
            16,
            ("ajankohta", "toteutusaika", "tidsplan"),
            False,
        ),
        *_pair("target_groups", "Kohderyhmä", "Målgrupp", "Target group", 30, ("kohderyhmät",), ("målgrupper",)),
        *_pair("resources", "Resurssit", "Resurser", "Resources", 40, ("resurssi", "rahoitus"), ("finansiering",)),
        *_pair("risks", "Riskit", "Risker", "Risks", 40, ("riski",), ("risk",)),
        Column(
            "depends_on",
            Sort.MEASURES,
            _named("Riippuu toimenpiteistä", "Beror på åtgärder", "Depends on measures"),
            24,
            ("riippuvuudet", "beroenden"),
        ),
        Column(
            "no_indicator_reason",
            Sort.TEXT,
            _named(
                "Perustelu, kun mittaria ei ole", "Motivering när indikator saknas", "Reason for having no indicator"
            ),
            40,
        ),
        Column("indicators", Sort.INDICATORS, _named("Mittarit", "Indikatorer", "Indicators"), 30, _MEASURED, False),
    ),
)
COMMITMENTS = Sheet(
    What.COMMITMENT,
    _named("Sitoumukset", "Åtaganden", "Commitments"),
    (
        MEASURE,
        PARTY,
        Column("level", Sort.LEVEL, _named("Taso", "Nivå", "Level"), 16, ("sitoumuksen taso", "rooli", "roll")),
        Column("stage", Sort.STAGE, _named("Vaihe", "Skede", "Stage"), 22),
        *_pair("text", "Sitoumus", "Åtagandet", "Commitment", 60, (), ("åtagande",)),
        Column("reason", Sort.TEXT, _named("Perustelu", "Motivering", "Reason"), 40),
        Column(
            "strategy", Sort.TEXT, _named("Yhteys omaan strategiaan", "Koppling till egen strategi", "Own strategy"), 40
        ),
        Column("since", Sort.DATE, _named("Alkaen", "Från och med", "Since"), 12),
    ),
)
OPT_OUTS = Sheet(
    What.OPT_OUT,
    _named("Poisjättäytymiset", "Uteblivanden", "Opt-outs"),
    (PARTY, AREA, Column("reason", Sort.TEXT, _named("Perustelu", "Motivering", "Reason"), 70)),
)
LINKS = Sheet(
    What.LINK,
    _named("Mittarit", "Indikatorer", "Indicators"),
    (
        MEASURE,
        Column("indicator", Sort.INDICATOR, _named("Mittari", "Indikator", "Indicator"), 50),
        Column("reasoning", Sort.TEXT, _named("Vaikutusyhteys", "Verkningssamband", "How it moves it"), 70),
    ),
)
SHEETS = (GOALS, MEASURES, COMMITMENTS, OPT_OUTS, LINKS)
SHEET_OF = {sheet.what: sheet for sheet in SHEETS}
HELP = _named("Ohje", "Anvisning", "Read me")

KINDS: Mapping[str, Names] = {
    "new": _named("uusi", "ny", "new"),
    "continuing": _named("jatkuva", "fortgående", "continuing"),
    "advocacy": _named("yhteinen edunvalvonta", "gemensam intressebevakning", "joint advocacy"),
}
LEVELS: Mapping[str, Names] = {
    "leads": _named("johtaa", "leder", "leads"),
    "does": _named("toteuttaa", "genomför", "does"),
    "supports": _named("tukee", "stöder", "supports"),
    "follows": _named("seuraa", "följer", "follows"),
    "opts_out": _named("jää pois", "avstår", "opts out"),
}
STAGES: Mapping[str, Names] = {
    "proposed": _named("ehdotettu", "föreslaget", "proposed"),
    "accepted": _named("hyväksytty", "godkänt", "accepted"),
    "amended": _named("hyväksytty muutettuna", "godkänt med ändringar", "accepted as amended"),
    "declined": _named("torjuttu", "avböjt", "declined"),
    "withdrawn": _named("ehdotus peruttu", "förslaget återkallat", "proposal taken back"),
}
CHOICES: Mapping[Sort, Mapping[str, Names]] = {Sort.KIND: KINDS, Sort.LEVEL: LEVELS, Sort.STAGE: STAGES}
