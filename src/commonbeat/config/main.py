"""The `commonbeat` command: Django's management commands, with configuration errors said in plain words."""

import os
import sys

from commonbeat.ground.core.environment import ConfigurationError


def main() -> None:
    """Run one command; a wrong setting ends with a sentence and exit code 78 (EX_CONFIG), not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonbeat.config.settings")
    # The settings are read on import, so Django may only be imported inside the guard.
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    try:
        execute_from_command_line(["commonbeat", *sys.argv[1:]])
    except ConfigurationError as wrong:
        sys.stderr.write(f"commonbeat cannot start: {wrong}\n")
        sys.exit(78)
