import pytest

from sopu.config import cli
from sopu.core.refusals import Refused


@pytest.fixture
def program(monkeypatch, capsys):
    """Runs `sopu` with these words and gives what it printed."""

    def run(*words: str) -> str:
        monkeypatch.setattr("sys.argv", ["sopu", *words])
        cli.main()
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("words", [(), ("--help",), ("-h",), ("help",)])
def test_help_shows_our_commands_first_and_how_to_reach_the_others(program, words):
    lines = program(*words).splitlines()
    shown = [line.split()[0] for line in lines if line.startswith("  ") and not line.startswith("   ")]
    assert shown[:2] == ["serve", "setup"]
    assert "migrate" not in shown
    assert "sopu help django" in lines[-1]


def test_every_command_of_ours_promises_something_and_shows_an_example():
    from django.core.management import get_commands

    commands = cli.our_commands({name: str(place) for name, place in get_commands().items()})
    assert [command.name for command in commands if not command.promise or not command.examples] == []
    assert [line for c in commands for line in c.examples if not line.startswith(f"sopu {c.name}")] == []


def test_djangos_commands_are_one_step_away(program):
    assert "migrate" in program("help", "django").split()


def test_a_command_is_run(program):
    assert "usage: sopu setup" in _exits(program, "setup", "--help")


def _exits(program, *words: str) -> str:
    with pytest.raises(SystemExit), pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("argparse.ArgumentParser._print_message", lambda _, text, file=None: printed.append(text))
        program(*words)
    return "".join(printed)


def test_an_unknown_command_gets_a_helpful_sentence(program):
    with pytest.raises(SystemExit) as told:
        program("serv")
    assert str(told.value) == "There is no command “serv”. Did you mean `sopu serve`? `sopu --help` lists them all."


def test_a_word_like_no_command_gets_no_guess():
    assert cli.unknown("xyzzy", ["serve"]) == "There is no command “xyzzy”. `sopu --help` lists them all."


def test_a_refusal_is_the_programs_last_word(program, monkeypatch):
    def refuse(arguments: list[str]) -> None:
        raise Refused("closed", "The event is closed.")

    monkeypatch.setattr("django.core.management.execute_from_command_line", refuse)
    with pytest.raises(SystemExit) as told:
        program("setup")
    assert str(told.value) == "The event is closed."
