"""The mathematics and the law are pure: what varies comes in as an argument."""

import ast

import pytest

from architecture.reading import Module, calls, imports, modules

CHANCE = {"random", "secrets"}
CLOCK = {"now", "today", "utcnow", "monotonic", "perf_counter", "uuid4", "uuid1", "getenv"}


def pure() -> list[Module]:
    return [module for module in modules() if module.place == "core" or module.layer == "rules"]


@pytest.mark.parametrize("module", pure(), ids=lambda module: module.name)
def test_it_imports_neither_django_nor_a_stage(module: Module):
    wrong = [
        name
        for name in imports(module)
        if name.split(".")[0] in {"django", "allauth", "psycopg", "sqlite3"} | CHANCE
        or (name.startswith("sopu.") and name.split(".")[1] not in {"core"} and ".rules" not in name)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", pure(), ids=lambda module: module.name)
def test_it_asks_neither_clock_nor_chance(module: Module):
    wrong = [
        ast.unparse(call.func)
        for call in calls(module)
        if isinstance(call.func, ast.Attribute) and (call.func.attr in CLOCK or _root(call.func) in {"time", *CHANCE})
    ]
    assert wrong == []


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
