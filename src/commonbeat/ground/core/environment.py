"""Reads the environment and `.env`, and stops with a sentence when a value is missing or odd."""

import os
from collections.abc import Mapping
from pathlib import Path


class ConfigurationError(Exception):
    """A setting is missing or odd; the message names it and says how to mend it."""


class Environment:
    """The process environment over the lines of a `.env` file; `NAME_FILE` holds a path to a secret."""

    def __init__(self, variables: Mapping[str, str], dotenv: Path | None = None) -> None:
        self._values = {**(_read_dotenv(dotenv) if dotenv and dotenv.is_file() else {}), **variables}

    def text(self, name: str, default: str = "") -> str:
        """Return the value, or the content of the file that `NAME_FILE` names."""
        path = self._values.get(f"{name}_FILE")
        if path:
            try:
                return Path(path).read_text(encoding="utf-8").strip()
            except OSError as wrong:
                raise ConfigurationError(
                    f"{name}_FILE names {path}, which cannot be read ({wrong.strerror})."
                ) from wrong
        return self._values.get(name, default).strip()

    def required(self, name: str, why: str) -> str:
        value = self.text(name)
        if not value:
            raise ConfigurationError(f"{name} is not set. {why}")
        return value

    def flag(self, name: str, default: bool) -> bool:
        value = self.text(name).lower()
        if value in ("", "default"):
            return default
        if value in ("1", "true", "yes", "on"):
            return True
        if value in ("0", "false", "no", "off"):
            return False
        raise ConfigurationError(f"{name} is {value!r}; write 1 or 0.")

    def choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        value = self.text(name) or default
        if value not in choices:
            raise ConfigurationError(f"{name} is {value!r}; it can be {', '.join(choices)}.")
        return value


def _read_dotenv(path: Path) -> dict[str, str]:
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals:
            raise ConfigurationError(f"{path}, line {number}: expected NAME=value, found {line!r}.")
        values[name.strip()] = value.strip().strip("\"'")
    return values


def from_process(home: Path | None = None) -> Environment:
    """Return the environment of this process over the `.env` of the working folder."""
    return Environment(os.environ, (home or Path.cwd()) / ".env")
