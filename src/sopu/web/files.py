"""Where an installation's files lie: outside the address space of the web server."""

import datetime as dt
import os
from pathlib import Path

from django.conf import settings


def path_of(name: str) -> Path:
    """The file behind a name."""
    return Path(settings.MEDIA_ROOT) / name


def keep(name: str, content: bytes) -> None:
    """Writes the file whole and durably: it is there under its name only when all of it is on the disk."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def discard_older(folder: str, moment: dt.datetime) -> None:
    """The folder's files that were last written before the moment go."""
    place = path_of(folder)
    for file in place.iterdir() if place.exists() else ():
        if file.stat().st_mtime < moment.timestamp():
            file.unlink(missing_ok=True)


def discard(name: str) -> None:
    """The file goes; one that has gone already is no error."""
    path_of(name).unlink(missing_ok=True)
