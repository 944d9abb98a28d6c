"""The mapping files that come with CommonBeat: how the exports of some cities and counties are read."""

from functools import cache
from importlib import resources

from commonbeat.domain.calls.rules.exports.mapping import ExportMapping, parsed


@cache
def shipped() -> dict[str, ExportMapping]:
    """Return the mappings by name."""
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    found = [
        parsed(file.read_text(encoding="utf-8"), name=file.name.removesuffix(".toml"))
        for file in sorted(files, key=lambda file: file.name)
    ]
    return {mapping.name: mapping for mapping in found}
