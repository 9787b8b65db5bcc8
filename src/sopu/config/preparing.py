"""Getting an installation ready to serve: each step does only what is not done yet, and says what it did."""

import hashlib
from collections.abc import Callable
from io import StringIO

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.utils.translation.reloader import translation_file_changed

from sopu.config import catalogues
from sopu.config.demo.actions import load_demo_if_absent
from sopu.config.demo.agreeing import agree_demo
from sopu.config.demo.delivering import deliver_demo
from sopu.config.demo.doing import plan_demo
from sopu.organisations.actions import load_reference_data

Say = Callable[[str], object]


def prepare(*, demonstration: bool, say: Say) -> None:
    """Texts, tables, static files and reference data; and the demonstration when asked for and there is none."""
    make_texts(say)
    migrate(say)
    collect_static(say)
    counts = load_reference_data()
    if counts.written:
        say(f"Reference data: {counts.municipalities} municipalities and {counts.counties} counties")
    if demonstration:
        load_demonstration(say)


def make_texts(say: Say) -> None:
    """The catalogues are made ready, and read anew: what this process had read of them before was not there yet."""
    made = [file.with_suffix(".mo") for file in catalogues.compile_all()]
    if made:
        say(f"Texts: {len(made)} catalogues")
    for file in made:
        translation_file_changed(sender=None, file_path=file)


def load_demonstration(say: Say) -> None:
    """The demonstration, when there is none; not where real people may sign in."""
    if not settings.DEMONSTRATION:
        say("No demonstration here, since this installation has a secret key of its own.")
        return
    event = load_demo_if_absent()
    if event is not None:
        deliver_demo(event)
        agree_demo(event)
        plan_demo(event)
        count = event.negotiation.parties.count()
        say(f"Demonstration: {event.negotiation} with {count} parties, its forum, its agreement and its plan")


def migrate(say: Say) -> None:
    """Brings the database's tables to what the code expects."""
    out = StringIO()
    call_command("migrate", interactive=False, stdout=out, no_color=True)
    applied = out.getvalue().count("... OK")
    if applied:
        say(f"Database: {applied} migrations")


def collect_static(say: Say) -> None:
    """Gathers and compresses the static files, when any of them has changed since the last time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            moment = storage.get_modified_time(path).timestamp()
            digest.update(f"{path} {storage.size(path)} {moment}\n".encode())
    stamp = settings.DATA / "static.stamp"
    if settings.STATIC_ROOT.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest.hexdigest())
    say("Static files: gathered and compressed")
