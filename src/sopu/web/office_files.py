"""Office files are ZIP archives that carry the moment they were written; these don't."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

_FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)


def settled(archive: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same archive with its moments set to the format's first, and some entries replaced.

    So the same material gives the same bytes, and a digest says whether anything that was told has changed.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as settled:
        for entry in source.infolist():
            name = entry.filename
            content = (replaced or {}).get(name)
            settled.writestr(
                zipfile.ZipInfo(name, _FIRST_MOMENT), content or source.read(entry), zipfile.ZIP_DEFLATED, 6
            )
    return target.getvalue()


def plain_utc(at: dt.datetime) -> dt.datetime:
    """The moment in UTC without a zone and without parts of a second, as office files write it."""
    return at.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
