"""The permit desk's acts: the checklist, asking for what is missing, starting the reviews."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import require
from commonbeat.domain.permits.actions.shared import in_their_language, locked, note, require_state, write
from commonbeat.domain.permits.choices import UNDECIDED, Capability
from commonbeat.domain.permits.models import Application, CheckItem
from commonbeat.domain.permits.queries.texts import said
from commonbeat.engine.casework.actions import move
from commonbeat.engine.casework.choices import Shown
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid


@transaction.atomic
def set_item(*, item: CheckItem, is_done: bool, by: Staff, at: datetime) -> CheckItem:
    """Tick an item of the checklist, or take the tick back while nobody has decided."""
    application = locked(item.application)
    require(by, application, Capability.WORK)
    require_state(application, *UNDECIDED)
    item.done_at, item.done_by = (at, by) if is_done else (None, None)
    item.save(update_fields=["done_at", "done_by"])
    what = "checked" if is_done else "unchecked"
    names = {part.key: said(part.name) for part in application.kind.checklist}
    words = _("%(what)s: done") if is_done else _("%(what)s: open again")
    words %= {"what": names.get(item.key, item.key)}
    note(application, what, by, at, words=words, shown=Shown.STAFF, facts={"item": item.key})
    return item


@transaction.atomic
def find_complete(*, application: Application, by: Staff, at: datetime) -> Application:
    move(case=locked(application).case, key="find_complete", by=by, at=at)
    return locked(application)


@transaction.atomic
def start_review(*, application: Application, by: Staff, at: datetime) -> Application:
    """Ask every reviewer at the same time."""
    move(case=locked(application).case, key="start_review", by=by, at=at)
    return locked(application)


@transaction.atomic
def ask_for_more(
    *, application: Application, keys: Collection[str], words: str, by: Staff, at: datetime
) -> Application:
    """Ask the applicant for answers or papers, named one by one, and say why.

    The letter is written and its notice queued before the clock stands still, in the same transaction: none
    stands still without the applicant's knowing.
    """
    application = locked(application)
    require(by, application, Capability.WORK)
    names = {part.key: part.name for part in application.kind.checklist}
    names |= {field.key: field.label for field in application.kind.fields}
    if not keys or not set(keys) <= set(names):
        raise Invalid(_("Choose what is missing from the list."), code="no_choice", where="keys")
    if not words.strip():
        raise Invalid(_("Write what is needed, in plain words."), code="no_words", where="words")
    application.missing = sorted(keys)
    application.save(update_fields=["missing"])
    with in_their_language(application):
        listed = "; ".join(said(names[key]) for key in application.missing)
        letter = _("We need this from you: %(listed)s. %(words)s") % {
            "listed": listed,
            "words": words.strip(),
        }
        still = _("Until you answer, the time for our decision stands still.")
    write(application, f"{letter} {still}", by, at, "asked_for_more")
    move(case=application.case, key="ask_for_more", by=by, at=at, reason=words)
    return locked(application)
