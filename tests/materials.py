"""Frozen materials for tests of documents: made by hand, without a database."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sopu.publishing.documents.material import (
    Answers,
    Counts,
    DiscussionPart,
    Extract,
    Group,
    GroupAnswers,
    Material,
    PromptPart,
    Sentence,
    Silence,
)
from sopu.publishing.documents.synthesis import (
    AgreementPart,
    DispositionPart,
    FindingPart,
    Share,
    Synthesis,
    ThemePart,
)

AT = dt.datetime(2025, 10, 24, 14, 12, tzinfo=dt.UTC)
PROMPTS = (
    ("strength", "vahvuus", "Mikä on vahvuutemme?"),
    ("commitment", "mihin voimme sitoutua", "Mihin organisaatiomme voi sitoutua?"),
)


def a_sentence(number: int, text: str = "", **fields: Any) -> Sentence:
    """A visible sentence of the first discussion, answered by nine people."""
    default: dict[str, Any] = {
        "contribution": number,
        "number": number,
        "text": text or f"Lause numero {number} ja sen ajatus.",
        "language": "fi",
        "discussion": 1,
        "prompt": "strength",
        "organisation": "",
        "answers": Answers(agree=6, passed=1, disagree=2, important=3),
        "groups": (GroupAnswers("municipality", Answers(6, 1, 2, 3)),),
    }
    return Sentence(**(default | fields))


def a_material(sentences: Iterable[Sentence] | None = None, **fields: Any) -> Material:
    """A material with two discussions; the second is silent unless sentences say otherwise."""
    said = [a_sentence(1), a_sentence(2, answers=None)] if sentences is None else list(sentences)
    parts = []
    for number, name in ((1, "Osallisuus ja yhteisöllisyys"), (2, "Arjen turvallisuus")):
        prompts = tuple(
            PromptPart(kind, label, question, tuple(s for s in said if (s.discussion, s.prompt) == (number, kind)))
            for kind, label, question in PROMPTS
        )
        supported = tuple(s for s in said if s.discussion == number and s.answers and s.answers.agree > 4)[:5]
        parts.append(DiscussionPart(number, name, True, prompts, supported))
    default: dict[str, Any] = {
        "language": "fi",
        "code": "KS7M2A",
        "event": "Sydämellä-foorumi",
        "negotiation": "Keski-Suomen neuvottelu 2025–2029",
        "county": "Keski-Suomen hyvinvointialue",
        "starts_at": AT - dt.timedelta(hours=5),
        "ends_at": AT - dt.timedelta(hours=1),
        "compiled_at": AT,
        "url": "https://sopu.example/fi/r/",
        "is_demo": False,
        "counts": Counts(12, 3, len(said), 2, 34, 0),
        "discussions": tuple(parts),
        "kinds": (Group("municipality", 12, len(said)),),
        "roles": None,
        "last_contribution": 9,
    }
    return Material(**(default | fields))


def a_synthesis(**fields: Any) -> Synthesis:
    """Sentence 1 is in a person's theme that the agreement uses, 2 in the machine's that Jyväskylä works on."""
    used = DispositionPart("used", "käytetty", "agreement", "strateginen yhteistyösopimus", "Kirjattu 4. kohtaan.")
    own = DispositionPart("partly", "osin käytetty", "party", "osapuolen oma työ (Jyväskylä)", "Aloitettu jo.", 5)
    shares = (Share("county", "Hyvinvointialue", 9, 10), Share("municipality", "Kunta", 24, 40))
    default: dict[str, Any] = {
        "themes": (
            ThemePart(1, "Yksi yhteyshenkilö", True, "Osallisuus ja yhteisöllisyys", (1,), used),
            ThemePart(2, "kylätalo, kohtaaminen", False, "", (2,), own),
        ),
        "findings": (
            FindingPart(
                number=1,
                kind="measure",
                kind_name="toimenpide",
                text="Asukas tarvitsee yhden yhteyshenkilön.",
                minority="Osa pelkää uutta luukkua.",
                goal_area="Osallisuus ja yhteisöllisyys",
                theme=1,
                sources=(1,),
                minority_sources=(2,),
                lost_count=1,
                signed_on=AT.date(),
                shares=shares,
            ),
        ),
        "agreed": (AgreementPart(1, 0.52, shares),),
        "parted": (AgreementPart(2, 0.2, shares),),
        "unplaced": (),
        "outcomes": (("used", "käytetty", 1), ("partly", "osin käytetty", 1), ("open", "vielä käsittelemättä", 0)),
    }
    return Synthesis(**(default | fields))


def an_understood_material(**fields: Any) -> Material:
    """A material whose two sentences have their themes and what became of them."""
    synthesis = a_synthesis()
    first, second = (one.disposition for one in synthesis.themes)
    said = [a_sentence(1, theme=1, disposition=first), a_sentence(2, answers=None, theme=2, disposition=second)]
    return a_material(said, synthesis=synthesis, **fields)


def an_extract(material: Material | None = None, **fields: Any) -> Extract:
    """Jyväskylä's extract: every sentence of the first discussion is its own, and it is silent in the second."""
    material = material or a_material()
    own = material.discussions[0].sentences
    default: dict[str, Any] = {
        "material": material,
        "number": 5,
        "party": "Jyväskylä",
        "code": "179",
        "people_count": 7,
        "sentences": own,
        "offered": tuple(s for s in own if s.prompt == "commitment"),
        "named": (),
        "silences": (Silence(2, "Arjen turvallisuus", ("strength", "commitment"), ("vahvuus", "sitoumus"), True),),
    }
    return Extract(**(default | fields))


def in_language(material: Material, language: str) -> Material:
    """The same material as if it were compiled in another language."""
    return replace(material, language=language)
