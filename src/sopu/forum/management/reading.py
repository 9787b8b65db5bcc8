"""What commands that read files share: a file's bytes, a folder of Polis's, and a refusal as JSON tells it."""

from pathlib import Path

from django.utils.translation import gettext as _

from sopu.core import polis
from sopu.core.refusals import Refused
from sopu.forum.actions.files import FileRefused


def content_of(path: Path) -> bytes:
    """The bytes of a file; refused when it can't be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        sentence = _("%(path)s could not be read: %(reason)s.") % {"path": path, "reason": error.strerror}
        raise Refused("not_readable", sentence) from error


def conversation_in(folder: Path) -> dict[str, bytes]:
    """Those of Polis's files that lie in the folder, by name."""
    return {name: content_of(folder / name) for name in polis.FILES if (folder / name).exists()}


def told(refusal: Refused) -> dict[str, object]:
    """A refusal for JSON: its code, where in which file, and its sentence."""
    place = {"file": refusal.file, "row": refusal.row} if isinstance(refusal, FileRefused) else {}
    return {"code": refusal.code, **place, "sentence": str(refusal)}
