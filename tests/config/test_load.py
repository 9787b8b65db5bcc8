"""`sopu load` goes to rehearsals on this machine only, behaves as phones do, and tells what it finds as it is."""

import datetime as dt
import json
import os
import random
import subprocess
import sys
import uuid

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from builders import a_contribution, a_forum, a_reaction
from sopu.config.load import hall
from sopu.config.load.phones import REACTIONS, moments_of
from sopu.config.load.tally import Made, ReadBack, Tally, percentiles, result_of, table
from sopu.config.management.commands.load import loopback
from sopu.core.refusals import Refused
from sopu.forum.models import Contribution, Participant


@pytest.mark.parametrize(
    "url",
    ["http://192.168.1.10:8000", "https://sopu.example", "http://10.0.0.1", "ftp://127.0.0.1", "localhost:8000", ""],
)
def test_a_load_to_another_machine_is_refused(url):
    with pytest.raises(CommandError, match="this machine only"):
        loopback(url)


def test_this_machine_has_several_names():
    urls = ["http://127.0.0.1:8000", "http://localhost:81/", "http://[::1]:8000", "http://127.0.0.9"]
    assert [loopback(url) for url in urls] == [("127.0.0.1", 8000), ("127.0.0.1", 81), ("::1", 8000), ("127.0.0.9", 80)]


@pytest.mark.parametrize("words", [["--phones", "0"], ["--phones", "20001"], ["--minutes", "0"], ["--minutes", "61"]])
def test_a_load_has_its_bounds(words):
    with pytest.raises(CommandError, match="from 1 to 20000 phones"):
        call_command("load", *words)


@pytest.mark.parametrize("words", [["--url", "http://127.0.0.1:1"], ["--event", "AB2345"]])
def test_a_running_server_and_an_event_belong_together(words):
    with pytest.raises(CommandError, match="belong together"):
        call_command("load", *words)


@pytest.mark.django_db
def test_a_real_event_is_never_loaded():
    event = a_forum()
    with pytest.raises(Refused) as refusal:
        hall.event_to_load(event.code)
    assert refusal.value.code == "a_real_event"
    assert Participant.objects.count() == 0


@pytest.mark.django_db
def test_a_rehearsals_event_is_loaded_when_it_is_open():
    event, closed = a_forum(is_rehearsal=True), a_forum(is_demo=True, closed_at=timezone.now() + dt.timedelta(1))
    assert hall.event_to_load(event.code.lower()) == event
    for code in (closed.code, "ZZ2345"):
        with pytest.raises(Refused):
            hall.event_to_load(code)


@pytest.mark.django_db
def test_the_people_of_a_load_have_tokens_of_their_own_and_come_from_all_parties():
    event = a_forum(is_demo=True)
    owners = hall.bring_owners(event, 7)
    assert len({owner.token for owner in owners}) == 7
    came = Participant.objects.filter(event=event)
    assert {str(person.pk) for person in came} == {owner.participant for owner in owners}
    assert {person.organisation_id for person in came} == {p.organisation_id for p in event.negotiation.parties.all()}
    assert "commitment" not in hall.place_in(event, "127.0.0.1", 1).prompts


@pytest.mark.django_db
def test_what_was_lost_doubled_or_altered_is_found():
    event = a_forum(is_demo=True)
    owners = hall.bring_owners(event, 2)
    one, other = (Participant.objects.get(pk=owner.participant) for owner in owners)
    said, unasked = a_contribution(one, "Sanottu."), a_contribution(one, "Kahdesti.")
    answered = a_reaction(other, said)
    gone = str(uuid.uuid4())
    made = {
        str(said.act_id): Made(owners[0].participant, "Muuta."),
        str(answered.act_id): Made(owners[1].participant, 1),
        gone: Made(owners[1].participant, "Kadonnut."),
    }
    tally = Tally(made=made, acknowledged={str(said.act_id), gone})
    assert hall.read_back(tally, owners) == ReadBack(stored=3, lost=1, doubled=1, altered=1, unanswered=2)
    assert Contribution.objects.filter(pk=unasked.pk).exists()


def test_the_percentiles_are_those_of_the_nearest_rank():
    assert percentiles([second / 1000 for second in range(1, 201)]) == {
        "p50": 100,
        "p95": 190,
        "p99": 198,
        "longest": 200,
    }
    assert percentiles([]) == {"p50": 0, "p95": 0, "p99": 0, "longest": 0}
    assert percentiles([0.5]) == {"p50": 500, "p95": 500, "p99": 500, "longest": 500}


@pytest.mark.parametrize("fault", ["lost", "doubled", "altered"])
def test_a_load_holds_only_when_nothing_is_wrong(fault):
    tally = Tally(made={"a": Made("p", 1)}, acknowledged={"a"})
    clean = {"stored": 1, "lost": 0, "doubled": 0, "altered": 0, "unanswered": 0}
    facts = {"phones": 1, "minutes": 1.0, "took": 60.0, "database": "SQLite"}
    assert result_of(tally, ReadBack(**clean), **facts).holds
    assert not result_of(tally, ReadBack(**clean | {fault: 1}), **facts).holds
    assert not result_of(Tally(made={"a": Made("p", 1)}), ReadBack(**clean), **facts).holds
    assert "acknowledged" in table(result_of(tally, ReadBack(**clean), **facts))


def test_a_phone_speaks_first_and_then_answers_until_the_end():
    moments = moments_of(120, 1000, random.Random(3))  # noqa: S311  # a load, not a secret
    assert len(moments) == REACTIONS + 1
    assert moments == sorted(moments, reverse=True)
    assert 1000 < moments[-1] < 1000 + 40 < moments[0] < 1120


@pytest.mark.slow
def test_the_command_starts_a_server_of_its_own_loads_it_and_leaves_nothing_behind(tmp_path):
    """The whole of it in a process, as a person would try it before an event."""
    command = [sys.executable, "-m", "sopu.config.cli", "load", "--phones", "30", "--minutes", "0.1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=240, env=_environment(tmp_path), check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["made"], result["acknowledged"], result["stored"]) == (630, 630, 630)
    assert (result["lost"], result["doubled"], result["altered"], result["refused"]) == (0, 0, 0, {})
    assert result["statuses"].keys() == {"200"}
    assert list((tmp_path / "temporary").iterdir()) == []


def _environment(folder):
    (folder / "temporary").mkdir()
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "PYTHONPATH"}}
    return kept | {
        "SOPU_DATA": str(folder / "data"),
        "TMPDIR": str(folder / "temporary"),
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:9/nowhere",  # a load never goes to the real database
    }
