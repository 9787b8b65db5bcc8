import pytest

from sopu.config import preparing
from sopu.negotiations.models import Negotiation
from sopu.organisations.models import Kind, Organisation


@pytest.fixture
def data(settings, tmp_path):
    settings.DATA = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


@pytest.mark.slow
@pytest.mark.django_db
def test_preparing_twice_does_the_work_once(data):
    said: list[str] = []
    preparing.prepare(demonstration=False, say=said.append)
    assert said[-2:] == [
        "Static files: gathered and compressed",
        "Reference data: 308 municipalities and 21 counties",
    ]
    assert Organisation.objects.filter(kind=Kind.MUNICIPALITY).count() == 308
    again: list[str] = []
    preparing.prepare(demonstration=False, say=again.append)
    assert again == []


def test_static_files_are_gathered_again_when_one_is_missing(data):
    said: list[str] = []
    preparing.collect_static(said.append)
    (data / "static.stamp").write_text("another digest")
    preparing.collect_static(said.append)
    preparing.collect_static(said.append)
    assert said == ["Static files: gathered and compressed"] * 2
    assert (data / "static" / "web" / "tokens.css").exists()


@pytest.mark.django_db
def test_an_installation_with_its_own_key_gets_no_demonstration(settings):
    settings.DEMONSTRATION = False
    said: list[str] = []
    preparing.load_demonstration(said.append)
    assert said == ["No demonstration here, since this installation has a secret key of its own."]
    assert Negotiation.objects.count() == 0


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demonstration_is_loaded_once(settings, data):
    settings.DEMONSTRATION = True
    said: list[str] = []
    for _ in range(2):
        preparing.prepare(demonstration=True, say=said.append)
    assert [line for line in said if "Demonstration" in line] == [said[-1]]
    assert "24 parties" in said[-1]
    assert sorted(Negotiation.objects.filter(is_demo=True).values_list("slug", flat=True)) == [
        "keski-suomi-2022",
        "keski-suomi-2025",
    ]
