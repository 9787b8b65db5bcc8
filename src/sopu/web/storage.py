"""Static files by names that say their content, so that a phone keeps them for good and never mixes two releases."""

from servestatic.storage import CompressedManifestStaticFilesStorage

_OF_ANY_MODULE = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns


class Files(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # servestatic has no types
    """What our modules import gets such names too; others' modules (htmx) stand as they came."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("forum/*.js", _OF_ANY_MODULE[1]))
