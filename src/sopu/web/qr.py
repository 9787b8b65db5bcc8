"""QR codes as the path of a picture: no image file, no inline style."""

from dataclasses import dataclass

import segno

QUIET_ZONE = 4
"""Empty modules on each side (ISO/IEC 18004 asks for four)."""


@dataclass(frozen=True, slots=True)
class QrPicture:
    """A square of `size` modules a side, and the SVG path of its dark ones."""

    size: int
    path: str


def qr_picture(text: str) -> QrPicture:
    """The QR code of `text` with medium error correction, readable from a wall even when a part is hidden."""
    rows = segno.make_qr(text, error="m").matrix
    runs = [run for y, row in enumerate(rows) for run in _runs(bytes(row), y)]
    return QrPicture(len(rows) + 2 * QUIET_ZONE, "".join(runs))


def _runs(row: bytes, y: int) -> list[str]:
    """The dark runs of a row, each one rectangle of the path."""
    runs: list[str] = []
    x = 0
    while (start := row.find(1, x)) >= 0:
        x = next((i for i in range(start, len(row)) if not row[i]), len(row))
        runs.append(f"M{start + QUIET_ZONE} {y + QUIET_ZONE}h{x - start}v1h-{x - start}z")
    return runs
