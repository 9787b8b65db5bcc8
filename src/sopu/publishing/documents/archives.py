"""A ZIP file of files, with the list of their digests; the same files and moment give the same bytes."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping

from django.utils import timezone

from sopu.core.digests import checksums

_ALREADY_COMPRESSED = (".pdf", ".docx", ".xlsx")


def archived(files: Mapping[str, bytes], at: dt.datetime) -> bytes:
    """The files in a ZIP, in their order and dated at that moment, and `SHA256SUMS` after them."""
    moment = timezone.localtime(at).timetuple()[:6]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in {**files, "SHA256SUMS": checksums(files).encode()}.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr = 0o644 << 16
            is_packed = name.endswith(_ALREADY_COMPRESSED)
            entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return target.getvalue()
