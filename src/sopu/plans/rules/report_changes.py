"""What differs between two frozen contents of a plan: the same two always give the same answer."""

from collections.abc import Mapping
from typing import Any

from sopu.plans.rules.report_sections import UNSAID

Content = Mapping[str, Any]


def changes_between(before: Content, now: Content) -> dict[str, Any]:
    """What has changed from one content to a later one of the same plan.

    `activities` and `lights` are of measures that stand in both, with what was said before and now; `new_measures` are
    keys, `left_out` labels and names, since those stand in the earlier content only. `revised` are values of a period
    that the source has given anew, `new_values` indicators whose latest period is another.
    """
    old, new = _by_key(before), _by_key(now)
    return {
        "activities": _moved(old, new, "activity"),
        "lights": _moved(old, new, "light"),
        "new_measures": [key for key in new if key not in old],
        "left_out": [{"label": one["label"], "names": one["names"]} for key, one in old.items() if key not in new],
        "revised": _revised(before, now),
        "new_values": _new_values(before, now),
    }


def _by_key(content: Content) -> dict[str, Content]:
    return {one["key"]: one for one in content["measures"]}


def _moved(old: Mapping[str, Content], new: Mapping[str, Content], what: str) -> list[dict[str, str]]:
    pairs = [(key, _said(old[key], what), _said(one, what)) for key, one in new.items() if key in old]
    return [{"measure": key, "from": was, "to": now} for key, was, now in pairs if was != now]


def _said(measure: Content, what: str) -> str:
    return str(measure["status"][what]) if measure["status"] else UNSAID


def _revised(before: Content, now: Content) -> list[dict[str, Any]]:
    known = {one["number"]: _values(one) for one in before["indicators"]}
    return [
        {"indicator": one["number"], "period": period, "from": known[one["number"]][period], "to": value}
        for one in now["indicators"]
        if one["number"] in known
        for period, value in _values(one).items()
        if period in known[one["number"]] and known[one["number"]][period] != value
    ]


def _values(indicator: Content) -> dict[str, str | None]:
    return {one["period"]: one["value"] for one in indicator["values"]}


def _new_values(before: Content, now: Content) -> list[int]:
    known = {one["number"]: one["value"] for one in before["indicators"]}
    return [
        one["number"]
        for one in now["indicators"]
        if one["value"]
        and one["number"] in known
        and one["value"]["period"] != (known[one["number"]] or {"period": ""})["period"]
    ]
