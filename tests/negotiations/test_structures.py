"""The structures in which the parties cooperate: everybody reads, the process owner writes."""

import datetime as dt

import pytest

from builders import a_mandate, a_negotiation
from sopu.core.refusals import Refused
from sopu.negotiations.actions.creating import Course, set_up_negotiation
from sopu.negotiations.actions.structures import write_structure
from sopu.negotiations.models import Role, Structure

pytestmark = pytest.mark.django_db


@pytest.fixture
def negotiation():
    return a_negotiation(slug="alue")


def written(negotiation, **changed) -> Structure:
    texts = {"name_fi": "Kuntakokous", "composition_fi": "Puheenjohtajat ja johto"} | changed
    return write_structure(negotiation=negotiation, level=2, texts=texts)


def test_a_negotiation_of_keski_suomi_starts_with_its_six_structures():
    negotiation = set_up_negotiation(
        county_code="15", term_year=2025, on=dt.date(2026, 1, 1), course=Course(template="keski-suomi")
    )
    found = list(negotiation.structures.values_list("level", "name_fi"))
    assert found == [
        (1, "Yhteinen strateginen foorumi"),
        (2, "Kuntakokous"),
        (3, "Kuntajohtajakokous"),
        (3, "Kansanedustajakokous"),
        (3, "Turvallisuus- ja valmiustoimikunta"),
        (4, "Teemaverkostot"),
    ]


def test_everybody_reads_them_the_widest_first(client, negotiation):
    write_structure(negotiation=negotiation, level=4, texts={"name_fi": "Verkosto"})
    written(negotiation)
    page = client.get("/fi/n/alue/structures/").content.decode()
    assert page.index("Puheenjohtajat ja johto") < page.index("Taso 4") < page.index("Verkosto")
    assert "Kirjaa rakenne" not in page


def test_the_owner_writes_changes_and_removes(client, negotiation):
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    client.post("/fi/n/alue/structures/new/", {"level": 3, "name_fi": "Kuntajohtajakokous"})
    structure = Structure.objects.get()
    client.post(
        f"/fi/n/alue/structures/{structure.pk}/", {"level": 2, "name_fi": "Kuntakokous", "rhythm_sv": "årligen"}
    )
    structure.refresh_from_db()
    assert (structure.level, structure.name_fi, structure.rhythm_sv) == (2, "Kuntakokous", "årligen")
    client.post(f"/fi/n/alue/structures/{structure.pk}/remove/")
    assert Structure.objects.count() == 0


@pytest.mark.parametrize("role", [role for role in Role if role != Role.PROCESS_OWNER])
def test_nobody_else_writes(client, negotiation, role):
    structure = written(negotiation)
    client.force_login(a_mandate(negotiation, role))
    doors = ["new/", f"{structure.pk}/", f"{structure.pk}/remove/"]
    answers = [client.post(f"/fi/n/alue/structures/{door}", {"level": 1, "name_fi": "X"}).status_code for door in doors]
    assert (answers, Structure.objects.get().name_fi) == ([403] * 3, "Kuntakokous")


def test_a_structure_of_another_negotiation_is_not_found(client, negotiation):
    other = written(a_negotiation())
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    assert client.post(f"/fi/n/alue/structures/{other.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("level", "texts", "code"), [(5, {"name_fi": "X"}, "unknown_level"), (1, {"rhythm_fi": "X"}, "nameless")]
)
def test_a_structure_has_a_level_and_a_name(negotiation, level, texts, code):
    with pytest.raises(Refused) as refusal:
        write_structure(negotiation=negotiation, level=level, texts=texts)
    assert (refusal.value.code, Structure.objects.count()) == (code, 0)


def test_a_form_without_a_name_says_so(client, negotiation):
    client.force_login(a_mandate(negotiation, Role.PROCESS_OWNER))
    page = client.post("/fi/n/alue/structures/new/", {"level": 3}).content.decode()
    assert "Rakenteella on nimi jollakin kielellä." in page
