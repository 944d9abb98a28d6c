"""`python -m commonbeat` is the same as the `commonbeat` command."""

from commonbeat.config.main import main

main()
