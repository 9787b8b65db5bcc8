"""Where packages lie: a folder a compilation, among the installation's files."""

from sopu.web.files import discard, keep, path_of

__all__ = ["discard", "keep", "path_of"]
