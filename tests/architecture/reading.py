"""Reads the source as text and as syntax trees, for tests of how it is built."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "sopu"
RIVER = (
    "core",
    "web",
    "ledger",
    "organisations",
    "accounts",
    "negotiations",
    "forum",
    "synthesis",
    "texts",
    "decisions",
    "plans",
    "publishing",
    "config",
)
"""From what everybody may know to what nobody may know."""

STAGES = RIVER[2:-1]


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of Sopu: where it stands in the river and inside its stage."""

    file: Path
    tree: ast.Module

    @property
    def place(self) -> str:
        return self.file.relative_to(SOURCE).parts[0]

    @property
    def layer(self) -> str:
        parts = self.file.relative_to(SOURCE).with_suffix("").parts
        return parts[1] if len(parts) > 1 else ""

    @property
    def name(self) -> str:
        return str(self.file.relative_to(ROOT))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of Sopu but migrations."""
    files = sorted(file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts)
    return tuple(Module(file, ast.parse(file.read_text("utf-8"))) for file in files)


@cache
def templates() -> tuple[Path, ...]:
    """Every template of Sopu."""
    return tuple(sorted(file for file in SOURCE.glob("*/templates/**/*") if file.is_file()))


def imports(module: Module) -> Iterator[str]:
    """The dotted name of everything that the module imports: `sopu.forum.models.Event`."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls(module: Module) -> Iterator[ast.Call]:
    """Every call in the module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of the module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines the function takes."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that the repository keeps or is about to keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(file for name in listed.split("\0") if name and (file := ROOT / name).is_file())
