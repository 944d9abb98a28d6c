"""Listeners for the tests of running them."""

from django_tasks import task

from commonbeat.ground.ledger.models import Entry

heard: list[str] = []


@task()
def hears(entry_pk: int) -> None:
    heard.append(Entry.objects.get(pk=entry_pk).subject)


@task()
def fails(entry_pk: int) -> None:
    raise ValueError(f"could not hear {entry_pk}")
