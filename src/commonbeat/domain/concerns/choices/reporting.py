"""Words of the public pages: how categories are grouped there, and how often the same visitor may do what."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.throttle.choices import Limit

# A library or a telephone carrier may stand for many people at one address, so these are generous.
# A report that was begun is sent once, so beginning is what is limited.
BEGINNING = Limit("concerns.begin", hits=20, window=timedelta(minutes=10), ceiling=1000)
# A photo takes a second of work, a thousand times what a page takes.
KEEPING_PHOTOS = Limit("concerns.photos", hits=60, window=timedelta(minutes=10), ceiling=2000)
FOLLOWING = Limit("concerns.follow", hits=20, window=timedelta(minutes=10), ceiling=1000)
# Each asks an address for a yes: few, or the form writes to strangers.
SUBSCRIBING = Limit("concerns.subscribe", hits=5, window=timedelta(minutes=10), ceiling=100)

DRAFT_LIVES = timedelta(days=1)
MOST_PHOTOS = 3
TOO_MANY_PHOTOS = _(
    "%(most)s photos are the most for one report. Remove one first if you want to add another."
)

# Group → the categories in it; one that no group names stands in the last.
GROUPS = (
    (_("Streets and traffic"), ("speeding", "parking", "abandoned_vehicle", "school_zone")),
    (_("Noise and neighbors"), ("noise", "animal", "encampment", "graffiti", "nuisance_house")),
    (_("Safety and people"), ("welfare", "hate_incident", "extra_patrol", "vacation_watch")),
    (_("Something else"), ()),
)
