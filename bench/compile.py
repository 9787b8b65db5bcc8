"""How long it takes to compile an event's material and a package for each party.

    python bench/compile.py                         24 parties, 500 sentences, 10,000 answers
    python bench/compile.py --sentences 4200 --discussions 14
    python bench/compile.py --sentences 896 --participants 2031 --answers 225000 --parties 2

Everything happens in a database of its own in a temporary folder; medians of the runs are printed.
"""

import argparse
import datetime as dt
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

PARTIES = (
    "Keski-Suomen hyvinvointialue", "Keski-Suomen liitto", "Hankasalmi", "Joutsa", "Jyväskylä", "Jämsä",
    "Kannonkoski", "Karstula", "Keuruu", "Kinnula", "Kivijärvi", "Konnevesi", "Kyyjärvi", "Laukaa", "Luhanka",
    "Multia", "Muurame", "Petäjävesi", "Pihtipudas", "Saarijärvi", "Toivakka", "Uurainen", "Viitasaari", "Äänekoski",
)  # fmt: skip
AREAS = (
    "Osallisuus ja yhteisöllisyys",
    "Hyvinvointi, terveys, turvallisuus ja palvelut",
    "Yhteinen edunvalvonta ja alueen elinvoima",
    "Arjen turvallisuus ja varautuminen",
)
WHO = (
    "Nuorten",
    "Ikäihmisten",
    "Omaishoitajien",
    "Lapsiperheiden",
    "Mielenterveyskuntoutujien",
    "Kylien",
    "Yrittäjien",
)
WHAT = (
    "oma yhteyshenkilö, joka tuntee tilanteen eikä vaihdu kesken palvelupolun",
    "kohtaamispaikat samaan rakennukseen kirjaston ja neuvonnan kanssa",
    "palvelutarpeen arviointi niin, että tieto kulkee kunnan ja hyvinvointialueen välillä luvan kanssa",
    "liikuntaneuvonta lähetteellä joka kuntaan",
    "kuljetukset yhteen sovitettuina: koulukyydit, asiointi ja hoitoon pääsy",
    "mielenterveyden matalan kynnyksen ryhmät iltaisin",
)
HOW = ("pitää järjestää yhdessä", "on jo vahvuutemme", "vaatii sovitun vastuun", "kannattaa kokeilla vuonna 2026")


def a_sentence(chance: random.Random) -> str:
    """An invented sentence."""
    text = f"{chance.choice(WHO)} {chance.choice(WHAT)} {chance.choice(HOW)}."
    return (
        text
        if chance.random() < 0.7
        else f"{text} Ilman sitä {chance.choice(WHO).lower()} arki jää yksin kannettavaksi."
    )


AT = dt.datetime(2025, 10, 24, 9, tzinfo=dt.UTC)
QUESTIONS = {
    "strength": "Mikä on vahvuutemme, jonka varaan voimme rakentaa?",
    "need": "Mitä meidän pitää kehittää?",
    "measure": "Millä toimenpiteellä tai toimintamallilla tavoite etenee?",
    "commitment": "Mihin organisaatiomme voi sitoutua?",
}


def a_world(size: argparse.Namespace) -> Any:
    """An event of the asked size with its negotiation and parties."""
    chance = random.Random(size.seed)  # noqa: S311  # a bench, repeatable
    organisations = the_organisations(size.parties)
    event = an_event(a_negotiation(organisations), size.discussions)
    people = the_people(event, organisations, size.participants)
    said = the_sentences(event, people, size.sentences, chance)
    the_answers(said, people, size.answers, chance)
    hide(said[: size.sentences // 100])
    return event


def the_organisations(count: int) -> list[Any]:
    """A county, a regional council, and municipalities."""
    from sopu.organisations.models import Kind, Organisation

    return [
        Organisation.objects.create(
            name_fi=PARTIES[i] if i < len(PARTIES) else f"Kunta {i}",
            kind=(Kind.COUNTY, Kind.REGIONAL_COUNCIL)[i] if i < 2 else Kind.MUNICIPALITY,
            code=str(i),
        )
        for i in range(count)
    ]


def a_negotiation(organisations: list[Any]) -> Any:
    """The negotiation of the first of them, with all as parties."""
    from sopu.negotiations.models import CouncilTerm, LegalGround, Negotiation, Party

    negotiation = Negotiation.objects.create(
        slug="bench",
        name_fi="Keski-Suomen neuvottelu 2025–2029",
        county=organisations[0],
        term=CouncilTerm.objects.create(name="2025–2029", starts_on=dt.date(2025, 6, 1), ends_on=dt.date(2029, 5, 31)),
        legal_ground=LegalGround.objects.create(statute="611/2021", section="14", name_fi="Laki hyvinvointialueesta"),
        is_demo=True,
    )
    for number, organisation in enumerate(organisations, 1):
        Party.objects.create(negotiation=negotiation, organisation=organisation, number=number)
    return negotiation


def an_event(negotiation: Any, discussions: int) -> Any:
    """An open event with its questions and discussions."""
    from sopu.forum.models import Discussion, Event, Prompt

    event = Event.objects.create(
        negotiation=negotiation, code="KS7M2A", name_fi="Sydämellä-foorumi", starts_at=AT,
        ends_at=AT + dt.timedelta(hours=4), opened_at=AT, is_demo=True,
    )  # fmt: skip
    for number, (kind, question) in enumerate(QUESTIONS.items(), 1):
        Prompt.objects.create(event=event, kind=kind, number=number, question_fi=question)
    for n in range(discussions):
        Discussion.objects.create(event=event, number=n + 1, name_fi=AREAS[n % len(AREAS)], opened_at=AT)
    return event


def the_people(event: Any, organisations: list[Any], count: int) -> list[Any]:
    """The last party stays silent everywhere; every other one has somebody."""
    from sopu.forum.models import Participant

    return Participant.objects.bulk_create(
        [
            Participant(
                event=event,
                organisation=organisations[n % max(1, len(organisations) - 1)],
                role=("elected", "office_holder")[n % 2],
            )
            for n in range(count)
        ]
    )


def the_sentences(event: Any, people: list[Any], count: int, chance: random.Random) -> list[Any]:
    """What they say, in any discussion."""
    from sopu.forum.models import Contribution

    discussions, prompts = list(event.discussions.all()), list(event.prompts.all())
    return Contribution.objects.bulk_create(
        [
            Contribution(
                discussion=chance.choice(discussions), prompt=chance.choices(prompts, (4, 5, 6, 3))[0],
                participant=chance.choice(people), text=a_sentence(chance), language="fi", receipt=f"B{n:07d}",
                written_at=AT,
            )
            for n in range(count)
        ],
        batch_size=1000,
    )  # fmt: skip


def the_answers(said: list[Any], people: list[Any], count: int, chance: random.Random) -> None:
    """What they answer to each other, the first sentences most."""
    from sopu.forum.models import Reaction

    pairs = set()
    while len(pairs) < count:
        pairs.add((min(int(chance.random() ** 1.5 * len(said)), len(said) - 1), chance.randrange(len(people))))
    Reaction.objects.bulk_create(
        [
            Reaction(
                act_id=uuid.UUID(int=chance.getrandbits(128)), contribution=said[one], participant=people[other],
                stance=chance.choices((1, 0, -1), (3 + one % 5, 1, 1 + one % 3))[0],
                is_important=chance.random() < 0.1, written_at=AT,
            )
            for one, other in sorted(pairs)
        ],
        batch_size=2000,
    )  # fmt: skip


def hide(said: list[Any]) -> None:
    """A few are hidden."""
    from sopu.forum.models import Moderation

    for one in said:
        Moderation.objects.create(contribution=one, is_hiding=True, reason="Henkilötietoja")


def timed(times: dict[str, list[float]], name: str, act: Callable[[], Any]) -> Any:
    """What `act` gives, with its seconds kept under `name`."""
    start = time.perf_counter()
    result = act()
    times.setdefault(name, []).append(time.perf_counter() - start)
    return result


def compile_all(event: Any, times: dict[str, list[float]]) -> dict[str, bytes]:
    """One run: the material, the whole in five forms, and every party's package."""
    from sopu.publishing.documents import csv_file, json_file, package, pdf, word, workbook
    from sopu.publishing.queries.material import extracts_of, material_of

    forms = {"pdf": pdf, "docx": word, "xlsx": workbook, "csv": csv_file, "json": json_file}
    at = dt.datetime(2025, 10, 24, 14, 12, tzinfo=dt.UTC)
    material = timed(times, "queries: material", lambda: material_of(event, language="fi", compiled_at=at))
    extracts = timed(times, "queries: extracts", lambda: extracts_of(event, material, language="fi"))
    for name, form in forms.items():
        timed(times, f"whole: {name}", lambda form=form: form.whole(material))
    for name, form in forms.items():
        timed(times, f"extracts: {name}", lambda form=form: [form.extract(one) for one in extracts.values()])

    def everything() -> dict[str, bytes]:
        again = material_of(event, language="fi", compiled_at=at)
        files = package.whole_files(again)
        packages = {package.package_name(again): package.whole_package(again, files)}
        for one in extracts_of(event, again, language="fi").values():
            packages[package.package_name(again, one)] = package.party_package(files, one)
        return packages

    packages: dict[str, bytes] = timed(times, "all packages, from the database to the ZIP files", everything)
    return packages


def main() -> None:
    """Builds the world, runs, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in {
        "parties": 24, "discussions": 4, "participants": 214, "sentences": 500, "answers": 10_000, "runs": 3, "seed": 1,
    }.items():  # fmt: skip
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--out", type=Path, help="keep the packages of the last run in this folder")
    size = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SOPU_DATA": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "sopu.config.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        event = a_world(size)
        times: dict[str, list[float]] = {}
        for _ in range(size.runs):
            packages = compile_all(event, times)
    sys.stdout.write(
        f"{size.parties} parties, {size.sentences} sentences, {size.answers} answers, "
        f"{size.participants} participants, {size.discussions} discussions; median of {size.runs} runs\n"
    )
    for name, seconds in times.items():
        sys.stdout.write(f"{statistics.median(seconds):8.3f} s  {name}\n")
    sys.stdout.write(f"{sum(map(len, packages.values())) / 1e6:8.1f} MB {len(packages)} packages\n")
    if size.out:
        size.out.mkdir(parents=True, exist_ok=True)
        for name, content in packages.items():
            (size.out / name).write_bytes(content)


if __name__ == "__main__":
    main()
