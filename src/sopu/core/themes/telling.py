"""Proposed themes as plain values, the form that `sopu themes --json` prints (docs/formats.md)."""

from collections.abc import Sequence

from sopu.core.themes.shapes import Themes

DIGITS = 6


def told(found: Themes, texts: Sequence[str]) -> dict[str, object]:
    """What JSON can hold: `rows` in the order of texts, `themes`, and how many rows wait for people."""
    names = names_of(found)
    return {
        "rows": [
            {"theme": names[row.theme], "margin": round(row.margin, DIGITS), "certain": row.is_certain}
            for row in found.rows
        ],
        "themes": [
            {
                "theme": name,
                "described": theme.descriptor is not None,
                "words": list(theme.words),
                "medoid": texts[theme.medoid],
                "certain": len(theme.members),
                "rows": sum(row.theme == number for row in found.rows),
            }
            for number, (name, theme) in enumerate(zip(names, found.themes, strict=True))
        ],
        "uncertain": sum(not row.is_certain for row in found.rows),
    }


def names_of(found: Themes) -> list[str | int]:
    """A descriptor's id, or the number of an emergent theme, from 1."""
    described = sum(theme.descriptor is not None for theme in found.themes)
    return [
        number - described + 1 if theme.descriptor is None else theme.descriptor
        for number, theme in enumerate(found.themes)
    ]
