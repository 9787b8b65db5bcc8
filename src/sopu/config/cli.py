"""The console program `sopu`: our commands first, Django's behind them."""

import difflib
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ORDER = (
    "serve",
    "setup",
    "demo",
    "negotiation",
    "user",
    "import",
    "export",
    "opinion",
    "themes",
    "load",
    "deliver",
    "minutes",
    "dossier",
    "verify",
    "reference",
    "messages",
)
"""How the commands are read out; one that is not named here comes after these."""


@dataclass(frozen=True, slots=True)
class Command:
    """One of our commands, as `sopu --help` shows it."""

    name: str
    promise: str
    examples: tuple[str, ...]


ANYWHERE = {"verify": "ledger"}
"""Commands that need no installation, each with its app: they run where there is none, and leave no trace."""


def main() -> None:
    """Runs one command."""
    if sys.argv[1:2] and sys.argv[1] in ANYWHERE:
        _settle_for_nothing(ANYWHERE[sys.argv[1]])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sopu.config.settings")
    # Small matrices gain nothing from more processors, and a hall's answers need them: read when numpy is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import django  # settings must be named first
    from django.core.management import get_commands

    django.setup()
    places = {name: str(place) for name, place in get_commands().items()}
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if word in {"", "-h", "--help"} or sys.argv[1:] == ["help"]:
        print(overview(our_commands(places)))
    elif sys.argv[1:] == ["help", "django"]:
        _run(["sopu", "help", "--commands"])
    elif not word.startswith("-") and word not in {"help", *places}:
        raise SystemExit(unknown(word, _ours(places) + sorted(places)))
    else:
        _run(sys.argv)


def _settle_for_nothing(app: str) -> None:
    """The least settings that a command of the app can run with: no database, no folder, no key."""
    from django.conf import settings

    if not settings.configured:
        languages = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
        settings.configure(INSTALLED_APPS=[f"sopu.{app}"], LANGUAGE_CODE="fi", LANGUAGES=languages, USE_TZ=True)


def _ours(places: Mapping[str, str]) -> list[str]:
    rank = {name: number for number, name in enumerate(ORDER)}
    names = [name for name, place in places.items() if place.startswith("sopu.")]
    return sorted(names, key=lambda name: (rank.get(name, len(ORDER)), name))


def our_commands(places: Mapping[str, str]) -> list[Command]:
    """Every command of Sopu's own packages: its name, its promise and its examples, from its module."""
    from django.core.management import load_command_class

    found = []
    for name in _ours(places):
        command = load_command_class(places[name], name)
        found.append(Command(name, command.help.strip(), _lines(getattr(command, "example", ()))))
    return found


def overview(commands: Iterable[Command]) -> str:
    """What `sopu --help` says."""
    lines = ["Sopu carries what people say in a hall to what their councils approve.", "", "Commands:"]
    for command in commands:
        lines += ["", f"  {command.name:<13}{command.promise}", *(f"{'':15}$ {line}" for line in command.examples)]
    lines += [
        "",
        "`sopu COMMAND --help` says everything about one command.",
        "`sopu help django` lists what Django and other parts bring (migrate, shell, createsuperuser …).",
    ]
    return "\n".join(lines)


def unknown(word: str, names: Sequence[str]) -> str:
    """One helpful sentence for a command that does not exist; of equally near names it guesses the first."""
    near = difflib.get_close_matches(word, names, n=1)
    guess = f" Did you mean `sopu {near[0]}`?" if near else ""
    return f"There is no command “{word}”.{guess} `sopu --help` lists them all."


def _lines(examples: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(examples.splitlines()) if isinstance(examples, str) else tuple(examples)


def _run(arguments: list[str]) -> None:
    from django.core.management import execute_from_command_line  # settings must be named first

    from sopu.core.refusals import Refused

    try:
        execute_from_command_line(arguments)
    except Refused as refusal:
        raise SystemExit(str(refusal)) from None


if __name__ == "__main__":
    main()
