"""What is sent is drawn anew: the pixels stay, and nothing else does."""

from datetime import datetime

from commonbeat.engine.files import actions, queries
from commonbeat.engine.files.choices import Form
from commonbeat.engine.files.tests.making import as_image, gradient, picture, told, upload
from commonbeat.ground.agency.models import Agency


def test_a_photo_is_drawn_anew(larkspur: Agency, at: datetime) -> None:
    sent = picture(image=gradient(3000, 1500), exif=told(6), comment=b"Ana Lopez") + b"and more"
    file = actions.keep(agency=larkspur, upload=upload(sent), at=at)
    kept = queries.content(file)
    assert (file.form, file.content_type, file.width, file.height) == (Form.PHOTO, "image/jpeg", 1024, 2048)
    assert as_image(kept).size == (1024, 2048)
    assert not as_image(kept).getexif()
    assert b"Ana" not in kept
    assert b"SecretPhone" not in kept
    assert not kept.endswith(b"and more")
