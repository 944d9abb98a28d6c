"""The styles are built again only when something they depend on changed."""

from pathlib import Path

from commonbeat.ground.ui.frontend import digest_of, sources


def checkout(folder: Path) -> Path:
    for name in ("build.mjs", "package.json", "package-lock.json", "src/commonbeat/a/page.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("one", encoding="utf-8")
    return folder


def test_a_changed_template_changes_the_digest(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    before = digest_of(sources(root))
    assert digest_of(sources(root)) == before
    (root / "src/commonbeat/a/page.html").write_text("two", encoding="utf-8")
    assert digest_of(sources(root)) != before


def test_what_was_built_is_no_source(tmp_path: Path) -> None:
    root = checkout(tmp_path)
    before = digest_of(sources(root))
    built = root / "src/commonbeat/ground/ui/static/ui/built/house.js"
    built.parent.mkdir(parents=True)
    built.write_text("made", encoding="utf-8")
    assert digest_of(sources(root)) == before
