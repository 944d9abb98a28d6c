"""The fixed cast, the fixed clock and the real components that every test may use."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import override_settings
from django.utils import translation
from django.utils.module_loading import import_string

from commonbeat.ground.agency.models import Agency, Grant, Person, Role, Staff

ROOT = Path(__file__).parent
SHARED_DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Let several people test on one PostgreSQL server at the same time."""
    suffix = os.environ.get("PYTEST_DB_SUFFIX")
    if suffix and "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        name = f"test_commonbeat_{suffix}{os.environ.get('PYTEST_XDIST_WORKER', '')}"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Hash passwords fast: the cast has many, and how strong a hash is is Django's to test."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def emptied_tables() -> Iterator[None]:
    """Let the clean-up after a transactional test empty the book, which its triggers refuse on SQLite."""
    plain = DatabaseOperations.sql_flush

    def flush(operations: DatabaseOperations, *args: Any, **options: Any) -> list[str]:
        with operations.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
        drops = [f"DROP TRIGGER {name}" for name, _sql in triggers]
        return [*drops, *plain(operations, *args, **options), *(sql for _name, sql in triggers)]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", flush)
        yield


@pytest.fixture(autouse=True)
def no_language_is_left_over() -> Iterator[None]:
    """A request leaves its reader's language behind in the thread, which the next test is not to find."""
    yield
    translation.deactivate()


# Verbs of what people ask for and report; the content of their lines is held to ids and codes.
OF_PEOPLE = ("case.", "concern.", "concerns.", "open311.", "permit", "queue.", "reply.", "subscription.")
CODE = re.compile(r"[\w.:+/-]{0,80}")


def _is_code(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_code(key) and _is_code(inner) for key, inner in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return all(map(_is_code, value))
    return not isinstance(value, str) or CODE.fullmatch(value) is not None


@pytest.fixture(scope="session", autouse=True)
def lines_of_codes() -> Iterator[None]:
    """Let no test write a line of the book in which somebody's words, name or address could stand."""
    from django.db.models.signals import pre_save  # noqa: PLC0415

    from commonbeat.ground.ledger.models import Entry  # noqa: PLC0415

    def look(instance: Entry, **_given: object) -> None:
        if instance.verb.startswith(OF_PEOPLE) and not _is_code(instance.content):
            pytest.fail(f"a line of {instance.verb} holds more than ids and codes: {instance.content}")

    pre_save.connect(look, sender=Entry, weak=False)
    yield
    pre_save.disconnect(look, sender=Entry)


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """Forget pages and drawings of the test before, whose rows had the same numbers."""
    from django.core.cache import caches  # noqa: PLC0415

    caches["drawn"].clear()


@pytest.fixture
def at() -> datetime:
    """Wednesday 10 June 2026, 14:00 in Larkspur."""
    return datetime(2026, 6, 10, 18, 0, tzinfo=UTC)


@pytest.fixture
def larkspur(db: None, at: datetime) -> Agency:
    return Agency.objects.create(
        slug="larkspur",
        name="Larkspur Police Department",
        short_name="Larkspur Police",
        place="Larkspur",
        time_zone="America/New_York",
        languages=["en", "es", "ar"],
        phone="+15555550100",
        sender="+15555550199",
        oversight_name="Larkspur Community Police Board",
        oversight_contact="board@larkspur.example",
        created_at=at,
    )


@pytest.fixture
def hire(larkspur: Agency, at: datetime) -> Callable[..., Staff]:
    """Return a function that hires: hire("Sam Reed", "calls.see_decisions", supervisor=boss)."""

    def add(
        name: str, *capabilities: str, supervisor: Staff | None = None, agency: Agency | None = None
    ) -> Staff:
        at_agency = agency or larkspur
        number = str(100 + Staff.objects.count())
        email = f"{name.lower().replace(' ', '.')}@{at_agency.slug}.example"
        person = Person.objects.create_user(email, "a long test password", name=name)
        post = Staff.objects.create(
            agency=at_agency,
            person=person,
            employee_no=number,
            name=name,
            title="Officer",
            supervisor=supervisor,
            active_from=date(2020, 1, 1),
        )
        if capabilities:
            role = Role.objects.create(
                agency=at_agency, key=f"test-{number}", name=f"Test {number}", capabilities=list(capabilities)
            )
            Grant.objects.create(staff=post, role=role, granted_by="test", granted_at=at)
        return post

    return add


@pytest.fixture
def work() -> Callable[[], int]:
    """Return a function that runs the listeners that wait, and theirs, and says how many ran."""
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415

    def run() -> int:
        done = 0
        while waiting := list(DBTaskResult.objects.filter(status="READY").order_by("enqueued_at")):
            for row in waiting:
                task = import_string(row.task_path)
                row.delete()
                task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
                done += 1
        return done

    return run


@pytest.fixture
def elsewhere(tmp_path: Path) -> Callable[..., list[str]]:
    """Return a function that runs a program in processes of its own, side by side, on a test's data.

    It returns what each printed. Needs a transactional test, so that the data can be seen from there.
    """

    def run(program: Path, processes: int = 1) -> list[str]:
        environment = {
            **os.environ,
            "DATABASE_URL": _database_for_others(tmp_path),
            "COMMONBEAT_HOME": str(tmp_path),
            "COMMONBEAT_SECRET_KEY": settings.SECRET_KEY,
            "DJANGO_SETTINGS_MODULE": "commonbeat.config.settings",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        started = [
            subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, str(program)],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _number in range(processes)
        ]
        ended = [(one.communicate(timeout=120), one.returncode) for one in started]
        assert [said[1][-2000:] for said, code in ended if code] == []  # noqa: S101 - a test's own
        return [said[0] for said, _code in ended]

    return run


def _database_for_others(home: Path) -> str:
    """Return the address of the test's data for another process; "" for a copy in its home folder."""
    database = connection.settings_dict
    if connection.vendor == "postgresql":
        login = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
        return f"postgres://{login}/{database['NAME']}"
    # The tests' own SQLite database lives in the memory of this process.
    with sqlite3.connect(home / "commonbeat.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return ""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of public data sets beside the checkout; without it the test is left out."""
    if not SHARED_DATA.is_dir():
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail("the public data sets are not beside the checkout")
        pytest.skip("the public data sets are not beside the checkout")
    return SHARED_DATA
