"""A small dossier as values, for tests that break it: two versions in two languages, decisions, an event, material."""

import datetime as dt
from collections.abc import Iterable

from sopu.core import trees
from sopu.core.clauses import ClauseText, WholeText
from sopu.core.digests import canonical_json, sha256
from sopu.core.dossiers.forms import DossierParts, Part, PartKind
from sopu.core.dossiers.writing import write
from sopu.core.fingerprints import canonical
from sopu.core.notes import Checkpoint, Signer
from sopu.core.salted import manifest, opened_line
from sopu.ledger.rules import leaf

ORIGIN = "sopu.example/n/keski-suomi"
SIGNER = Signer(ORIGIN, bytes(range(32)))
OTHER = Signer(ORIGIN, bytes(range(1, 33)))
SECRET = b"a secret of one installation"
AT = dt.datetime(2026, 1, 15, 12, 0, tzinfo=dt.UTC)
SAID = {3: "Liikkumisen iltoja yhdessä seurojen kanssa.", 11: "Kirjasto kuuluu kaikille.", 12: "Bättre bussar!"}


def a_whole(language: str = "fi", number: int = 1) -> WholeText:
    clause = ClauseText(
        "a1", "1", 1, "goal", f"Tavoite {number}", "Sovimme yhteisistä tavoitteista.\n\n- yksi\n- kaksi"
    )
    return WholeText(language, f"Sopimus {number}", (clause,), {"in_force": "all"})


def acts() -> tuple[Part, ...]:
    versions = [
        Part(
            f"versions/{n}/{language}.txt", canonical(a_whole(language, n)), PartKind.VERSION, f"version:{n}/{language}"
        )
        for n in (1, 2)
        for language in ("fi", "sv")
    ]
    decisions = [
        Part(f"decisions/{n}.json", canonical_json({"id": n, "section": f"{n} §"}), PartKind.DECISION, f"decision:{n}")
        for n in range(1, 6)
    ]
    corrected = Part("decisions/6.json", canonical_json({"corrects": 5, "id": 6}), PartKind.CORRECTION, "decision:6")
    event = Part("events/KS7M2A/manifest-1.txt", manifest(SECRET, SAID).encode(), PartKind.EVENT, "event:7")
    report = Part(
        "reports/3.json", canonical_json({"schema": "sopu-report/1", "number": 3}), PartKind.REPORT, "report:3"
    )
    return (event, *versions, *decisions, corrected, report)


def beside() -> tuple[Part, ...]:
    shown = b"".join(opened_line(SECRET, one, text) for one, text in SAID.items() if one != 11)
    return (
        Part("events/KS7M2A/sentences.jsonl", shown, PartKind.SENTENCES, "event:7"),
        Part("material/KS7M2A.pdf", b"%PDF-1.7 invented\n"),
        Part("material/KS7M2A.json", b"{}\n"),
    )


def leaves_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """The lines that the parts are sealed by; the Finnish wording of version 2, where it is, came into force."""
    chosen = list(parts)
    told = [(str(one.kind), one) for one in chosen]
    told += [("in_force", one) for one in chosen if one.reference == "version:2/fi"]
    return tuple(leaf(kind=kind, reference=one.reference, digest=sha256(one.content), at=AT) for kind, one in told)


def checkpoint_of(leaves: Iterable[str], signer: Signer = SIGNER) -> str:
    hashes = [trees.leaf_hash(one.encode()) for one in leaves]
    return signer.sign(Checkpoint(signer.name, len(hashes), trees.root(hashes)).text)


def the_parts(**changed: object) -> DossierParts:
    leaves = leaves_of(acts())
    told = {
        "origin": ORIGIN,
        "entries": leaves,
        "checkpoint": checkpoint_of(leaves),
        "readme": "Lue tämä ensin.\n",
        "parts": (*acts(), *beside()),
        "about": {"negotiation": "Keski-Suomi 2025–2029"},
    }
    return DossierParts(**(told | changed))  # type: ignore[arg-type]


def a_dossier(**changed: object) -> bytes:
    return write(the_parts(**changed), SIGNER)
