"""Write the pages of `docs/` that follow from the code; with `--check`, fail when one is out of date."""

import re
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from docs.states import state_pages

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src" / "commonbeat"
FLOOR_PLAN = ("<!-- floor plan: generated -->", "<!-- end of floor plan -->")

TITLES = {
    "A1": "One message for each rule, call and telephone, whatever the order of events",
    "A2": "Only call types on the allow-list; victim safety can never be switched on",
    "A3": "Protected telephones and addresses for 365 days",
    "A4": "Quiet hours where the recipient is",
    "A5": "Caps and blocks",
    "A6": "A template with a fault cannot be saved",
    "A7": "Opting out, in keywords and in plain words",
    "A8": "A text that reads like an emergency is answered at once",
    "A9": "The satisfaction score with n, response rate and range",
    "A10": "Thanks reach the officer within a day, without personal data",
    "A11": "A bad experience reaches a supervisor, and nothing is filed without a yes",
    "A12": "Dashboards that rank nobody and hide small numbers",
    "A13": "The resident's language, approved by a named person",
    "A14": "Walk-up answers stay a stratum of their own",
    "B5": "Small groups stay hidden, and so does whatever would tell them",
    "B8": "Nothing is kept about the device of those who answer",
    "B9": "People who were asked in different ways are never pooled",
    "C1": "What is happening now goes to 911 before any form; kinds in the words of policing",
    "C2": "Routing by area, kind and hour; a hand-off keeps the code",
    "C3": "A promised time on the business calendar, and a ladder for what is late",
    "C4": "Closed with an outcome, a reason and evidence; the sender is asked and may open it again",
    "C5": "Likely duplicates are hinted at; merging loses nobody, and can be undone",
    "C6": "Moderation with its history, names taken out, photos covered for good, no hidden data",
    "C7": "No name needed; a code is enough to follow and to write both ways",
    "C8": "Open311 GeoReport v2, in and out",
    "C9": "Problems worked on in four steps, done only when assessed against another period",
    "C10": "Permits whose reviewers work side by side and whose every step is public",
    "C11": "Events of free speech: message unseen, listed grounds, listed fees, a clock, an appeal",
    "C12": "Time and outcome by area with their ranges, rebuilt from the file anyone can take",
    "L1": "Every number is treated as covered by consent law",
    "L2": "Registered campaigns, and no message outside its class",
    "L5": "No narrative, person or criminal-history data is taken in",
    "L6": "Pages that everyone can use",
}


def tests_by_requirement() -> dict[str, list[str]]:
    """Return requirement ID → "path::test" of every test that is marked with it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in [*HOUSE.rglob("test_*.py"), *(ROOT / "tests").rglob("test_*.py")]:
        waiting: list[str] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            waiting += re.findall(r'@pytest\.mark\.req\("(\w+)"', line)
            extra = re.search(r"@pytest\.mark\.req\(([^)]*)\)", line)
            if extra:
                waiting += [name for name in re.findall(r'"(\w+)"', extra[1]) if name not in waiting]
            test = re.match(r"\s*def (test_\w+)", line)
            if test:
                for requirement in waiting:
                    found[requirement].append(f"{path.relative_to(ROOT)}::{test[1]}")
                waiting = []
    return found


def requirements_page() -> str:
    found = tests_by_requirement()
    lines = [
        "# Requirements and the tests that prove them",
        "",
        "Written by `make docs` from the marks in the tests.",
        "",
    ]
    for requirement in sorted({*TITLES, *found}, key=_by_letter_and_number):
        lines.append(f"## {requirement} · {TITLES.get(requirement, '')}".rstrip(" ·"))
        lines += [f"- `{test}`" for test in sorted(set(found[requirement]))] or ["- no test yet"]
        lines.append("")
    return "\n".join(lines)


def _by_letter_and_number(requirement: str) -> tuple[str, int]:
    return requirement[0], int(requirement[1:] or 0)


def floor_plan() -> str:
    """Draw the floors as the import contracts order them, leaving out apps that are not built yet."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = {c["containers"][0]: c["layers"] for c in contracts if c["type"] == "layers"}
    lines = ["```"]
    for floor in layers["commonbeat"]:
        name = floor.strip("()")
        storeys = layers.get(f"commonbeat.{name}", [])
        apps = [_built(name, storey) for storey in storeys]
        shown = [" | ".join(row) for row in apps if row] or [""]
        lines += [f"{name if number == 0 else '':<10}{row}".rstrip() for number, row in enumerate(shown)]
    return "\n".join([*lines, "```"])


def _built(floor: str, storey: str) -> list[str]:
    return [app for app in re.findall(r"\w+", storey) if (HOUSE / floor / app / "__init__.py").is_file()]


def architecture_page() -> str:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(FLOOR_PLAN[0])
    _, _, after = rest.partition(FLOOR_PLAN[1])
    return f"{before}{FLOOR_PLAN[0]}\n{floor_plan()}\n{FLOOR_PLAN[1]}{after}"


def main() -> int:
    pages = {"requirements.md": requirements_page(), "architecture.md": architecture_page(), **state_pages()}
    stale = []
    for name, text in pages.items():
        path = ROOT / "docs" / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'Out of date' if '--check' in sys.argv else 'Written'}: {', '.join(stale)}")
    return int(bool(stale) and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
