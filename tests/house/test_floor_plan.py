"""The floor plan, as far as the import contracts cannot see it."""

import re
import tomllib
from pathlib import Path

import grimp
from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "src" / "commonbeat"
FLOORS = ("ground", "engine", "domain", "insight")
DOORS = {"models", "queries", "actions", "access", "choices", "events", "measures", "book", "fields"}
OPEN_TO_ALL = {"core", "ui", "stats"}
MOST_LINES = 400


def heights() -> dict[str, int]:
    """Return app → storey, the lowest first, as the import contracts order them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {c["containers"][0].rpartition(".")[2]: c["layers"] for c in contracts if c["type"] == "layers"}
    order = [layer for floor in FLOORS for layer in reversed(layers.get(floor, []))] + ["demo", "config"]
    return {app: height for height, layer in enumerate(order) for app in re.findall(r"\w+", layer)}


HEIGHT = heights()


def app_and_room(module: str) -> tuple[str, str]:
    """Split commonbeat.domain.calls.models into ("calls", "models")."""
    parts = [part for part in module.split(".")[1:] if part not in FLOORS]
    app, room, *_rest = [*parts, "", ""]
    return app, room


def is_ours(model: type[Model]) -> bool:
    return model._meta.app_config.name.startswith("commonbeat.")


def test_foreign_keys_point_downstairs() -> None:
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if is_ours(model)
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model
        and is_ours(field.related_model)
        if field.related_model._meta.app_label != model._meta.app_label
        if HEIGHT[field.related_model._meta.app_label] >= HEIGHT[model._meta.app_label]
    ]
    assert wrong == []


def test_apps_meet_only_at_their_doors() -> None:
    graph = grimp.build_graph("commonbeat")
    wrong = []
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            (source, room), (target, door) = app_and_room(importer), app_and_room(imported)
            if source in {target, "config", "__main__"} or target in OPEN_TO_ALL or not door:
                continue
            # Pure rules may rest on a lower app's pure rules, and a test may hold a page to them.
            is_pure = door == "rules" and (room == "rules" or "tests" in importer.split("."))
            if door not in DOORS and not is_pure:
                wrong.append(f"{importer} -> {imported}")
    assert wrong == []


def test_templates_borrow_only_from_downstairs() -> None:
    wrong = []
    for page in HOUSE.glob("**/templates/**/*.html"):
        folder = page.relative_to(next(p for p in page.parents if p.name == "templates")).parts[0]
        # The sign-in library looks for its templates under its own names.
        app = folder if folder in HEIGHT else "agency"
        for used in re.findall(r"{%\s*(?:extends|include)\s+['\"](\w+)/", page.read_text()):
            if used not in (folder, app) and HEIGHT.get(used, -1) >= HEIGHT[app]:
                wrong.append(f"{page.name} -> {used}")
    assert wrong == []


def test_every_app_says_what_it_owns() -> None:
    owners = {
        Path(str(config.path)) for config in apps.get_app_configs() if config.name.startswith("commonbeat.")
    }
    assert [str(path) for path in sorted(owners) if not (path / "README.md").is_file()] == []


def test_files_stay_small() -> None:
    sources = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]
    long = {
        str(p.relative_to(HOUSE)): n for p in sources if (n := len(p.read_text().splitlines())) > MOST_LINES
    }
    assert long == {}


def test_every_room_opens_with_a_sentence() -> None:
    rooms = [
        path
        for path in HOUSE.rglob("*.py")
        if not {"migrations"} & set(path.parts) and path.name != "__init__.py" and path.stat().st_size
    ]
    assert [str(p.relative_to(HOUSE)) for p in rooms if not p.read_text().startswith('"""')] == []
