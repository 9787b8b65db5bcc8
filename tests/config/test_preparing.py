import pytest

from sopu.config import preparing
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
