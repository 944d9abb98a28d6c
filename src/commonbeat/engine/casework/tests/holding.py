"""What whoever holds a code does, for the tests: opens their case; and what staff do meanwhile."""

import io
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from commonbeat.engine.casework import actions
from commonbeat.engine.casework.models import Case, Receipt
from commonbeat.engine.casework.queries import unsaved_words
from commonbeat.ground.agency.models import Staff

Given = tuple[Receipt, str, str]


def given(case: Case, at: datetime, *, is_owner: bool = True) -> Given:
    """Return a receipt, its page's token and its words."""
    receipt, token = actions.give_receipt(case=case, language="en", at=at, is_owner=is_owner)
    found = unsaved_words(token, at)
    assert found is not None
    return receipt, token, " ".join(found[1])


def opened(client: Client, words: str) -> str:
    answer = client.post("/follow/", {"code": words}, follow=True)
    assert answer.redirect_chain == [("/follow/case/", 302)], answer.text
    return answer.text


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def moved(case: Case, by: Staff, at: datetime, *keys: str, **needs: str) -> Case:
    for key in keys:
        given_now = needs if key == keys[-1] else {}
        case = actions.move(
            case=case,
            key=key,
            by=by,
            at=at,
            outcome=given_now.get("outcome", ""),
            reason=given_now.get("reason", ""),
        )
    return case
