"""What import-linter cannot see of the river: foreign keys, templates, tag libraries, actions and writes."""

import ast
import re
from pathlib import Path

from django.apps import apps

from architecture.reading import RIVER, SOURCE, STAGES, Module, calls, imports, modules, templates

RANK = {place: number for number, place in enumerate(RIVER)}
WRITING = {"save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete"}
WRITING_LAYERS = {"actions", "migrations", "models", "exchange"}


def _place(file: Path) -> str:
    return file.relative_to(SOURCE).parts[0]


def test_every_foreign_key_points_upstream():
    wrong = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for model in apps.get_models()
        if model._meta.app_label in RANK
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model._meta.app_label in RANK
        if RANK[field.related_model._meta.app_label] > RANK[model._meta.app_label]
    ]
    assert wrong == []


def test_a_template_is_built_only_from_its_own_stage_and_the_page_kit():
    tag = re.compile(r"""{%\s*(?:extends|include)\s+["']([^"']+)["']""")
    own = {"accounts": {"accounts", "account", "allauth"}}
    wrong = [
        f"{file.name} borrows {name}"
        for file in templates()
        for name in tag.findall(file.read_text("utf-8"))
        if name.split("/")[0] not in own.get(_place(file), {_place(file)}) | {"web"}
    ]
    assert wrong == []


def test_a_template_loads_tags_only_from_upstream():
    homes = {file.stem: _place(file) for file in SOURCE.glob("*/templatetags/[a-z]*.py")}
    wrong = [
        f"{file.name} loads {name}"
        for file in templates()
        for names in re.findall(r"{%\s*load\s+([^%]+?)\s*%}", file.read_text("utf-8"))
        for name in names.split()
        if RANK[homes.get(name, "core")] > RANK[_place(file)]
    ]
    assert wrong == []


def test_a_view_renders_only_pages_of_its_own_stage_and_of_the_page_kit():
    wrong = []
    for module in modules():
        own = {module.place, "web"} | ({"account", "allauth"} if module.place == "accounts" else set())
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".html"):
                folder = node.value.split("/")[0] if "/" in node.value else "web"
                if folder not in own and "{" not in node.value:
                    wrong.append(f"{module.name} renders {node.value}")
    assert wrong == []


def test_another_stages_actions_are_called_only_from_actions_and_commands():
    wrong = [
        f"{module.name} imports {name}"
        for module in modules()
        if module.place in STAGES and module.layer not in {"actions", "management"}
        for name in imports(module)
        if (match := re.match(r"sopu\.(\w+)\.actions\b", name)) and match[1] != module.place
    ]
    assert wrong == []


def test_no_stage_imports_the_pages_of_another():
    layers = r"(?:views|forms|urls|exchange|management|templatetags|receivers|tasks)"
    wrong = [
        f"{module.name} imports {name}"
        for module in modules()
        if module.place in STAGES
        for name in imports(module)
        if (match := re.match(rf"sopu\.(\w+)\.{layers}\b", name)) and match[1] not in {module.place, "web"}
    ]
    assert wrong == []


def test_only_actions_write():
    wrong = [
        f"{module.name}:{call.lineno} {ast.unparse(call.func)}"
        for module in modules()
        if module.place in STAGES and module.layer not in WRITING_LAYERS
        for call in calls(module)
        if _writes(call)
    ]
    assert wrong == []


def _writes(call: ast.Call) -> bool:
    """A queryset's or a model's verb; not `workbook.save(path)`, `digest.update(bytes)` or `cookies.delete(name)`."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in {"update", "save", "delete"}:
        return not call.args and (call.func.attr != "update" or bool(call.keywords))
    return call.func.attr in WRITING


def test_the_examples_of_writing_are_told_apart():
    def writes(text: str) -> bool:
        return _writes(ast.parse(text, mode="eval").body)  # type: ignore[arg-type]

    assert [writes(text) for text in ("event.save()", "Event.objects.create(code='A')", "events.update(code='A')")] == [
        True
    ] * 3
    assert [writes(text) for text in ("book.save(path)", "digest.update(b'')", "save()")] == [False] * 3


def test_a_view_never_spells_a_lookup():
    wrong = [
        f"{module.name}:{line} {word}"
        for module in modules()
        if module.layer in {"views", "urls", "exchange", "templatetags"}
        for line, word in _lookups(module)
    ]
    assert wrong == []


def _lookups(module: Module) -> list[tuple[int, str]]:
    words = [(call.lineno, keyword.arg or "") for call in calls(module) for keyword in call.keywords]
    words += [
        (node.lineno, node.value)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return [(line, word) for line, word in words if re.fullmatch(r"-?[a-z]\w*[a-z0-9]__[a-z]\w*", word)]
