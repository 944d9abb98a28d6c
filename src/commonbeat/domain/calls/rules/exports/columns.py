"""Which columns of an export may be read at all: told by their names, refused where they tell of persons."""

import re
import unicodedata
from enum import StrEnum

from commonbeat.domain.calls.rules.speech import gettext_noop as _


class Role(StrEnum):
    """What a column may be read as. There is no other: what has no role here is never read."""

    INCIDENT_NO = "incident_no"
    TYPE_INITIAL = "type_initial"
    TYPE_FINAL = "type_final"
    TYPE_CLASS = "type_class"
    DISPOSITION = "disposition"
    PRIORITY = "priority"
    RECEIVED_AT = "received_at"
    DISPATCHED_AT = "dispatched_at"
    ON_SCENE_AT = "on_scene_at"
    CLEARED_AT = "cleared_at"
    CANCELLED_AT = "cancelled_at"
    BEAT = "beat"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    POSITION = "position"
    PLACE = "place"
    UNIT_IDS = "unit_ids"
    EMPLOYEE_IDS = "employee_ids"
    CALL_TAKER_ID = "call_taker_id"
    CALLBACK_NO = "callback_no"
    LANGUAGE = "language"
    CALLER = "caller"


TIMES = (Role.RECEIVED_AT, Role.DISPATCHED_AT, Role.ON_SCENE_AT, Role.CLEARED_AT, Role.CANCELLED_AT)
TYPES = (Role.TYPE_INITIAL, Role.TYPE_FINAL)

# Longest cell that is still a code and not a story, in characters; the columns of the database are as wide.
WIDTHS = {
    Role.INCIDENT_NO: 40,
    Role.TYPE_INITIAL: 120,
    Role.TYPE_FINAL: 120,
    Role.TYPE_CLASS: 120,
    Role.DISPOSITION: 120,
    Role.PRIORITY: 20,
    Role.BEAT: 40,
    Role.PLACE: 200,
    Role.UNIT_IDS: 400,
    Role.EMPLOYEE_IDS: 400,
    Role.CALL_TAKER_ID: 40,
    Role.CALLBACK_NO: 40,
    Role.LANGUAGE: 40,
    Role.CALLER: 60,
}

_REFUSED = {
    _("tells the story of the call in free words"): (
        "narrative narr remark remarks comment comments note notes detail details summary synopsis story "
        "desc description text message observacion observaciones notas comentario comentarios descripcion"
    ),
    _("tells who a person is"): (
        "name names firstname lastname fname lname surname dob birth birthdate birthday age sex gender "
        "race ethnicity ethnic hispanic nationality immigration citizenship ssn social passport license "
        "licence dl oln plate plates vin email mail phone telephone cell mobile tel caller complainant "
        "reporter victim suspect subject offender witness arrestee person persons party parties owner "
        "driver nombre apellido telefono edad raza sexo religion gang photo height weight hair eyes "
        "mugshot fingerprint dna"
    ),
    _("comes from a criminal history or a state database"): (
        "chri ncic nlets cjis rap criminal history warrant warrants prior priors sid fbi sor probation parole"
    ),
}
_REASONS = {word: reason for reason, words in _REFUSED.items() for word in words.split()}
# "Event Clearance Description" is a code in words and "Beat Name" a place; a bare "description" is a story.
_CODED = frozenset(
    {"type", "clearance", "disposition", "offense", "offence", "nature", "category", "priority", "class"}
)
_PLACES = frozenset(
    {
        *("street", "beat", "area", "district", "city", "town", "township", "county", "place", "station"),
        *("sector", "precinct", "zone", "unit", "agency"),
    }
)
_HARMLESS_BESIDE = {
    **dict.fromkeys(("desc", "description", "descripcion", "text"), _CODED),
    **dict.fromkeys(("name", "names"), _CODED | _PLACES),
}
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def words_of(name: str) -> list[str]:
    """Return the words of a column's name: "CallerPhone_No" is caller, phone, no."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.findall(r"[a-z]+|[0-9]+", _CAMEL.sub(" ", plain).lower())


def refusal(name: str) -> str:
    """Return why a column of this name is never read, "" when its name says nothing against it."""
    return next((reason for _, reason in _found(name)), "")


def refusal_for(role: Role, name: str) -> str:
    """Return why a column of this name may not be read in this role; a call-back number may hold a phone."""
    allowed = _ALLOWED_IN.get(role, frozenset())
    return next((reason for word, reason in _found(name) if word not in allowed), "")


def _found(name: str) -> list[tuple[str, str]]:
    words = words_of(name)
    return [
        (word, _REASONS[word])
        for word in dict.fromkeys([*words, "".join(words)])
        if word in _REASONS and not _HARMLESS_BESIDE.get(word, frozenset()) & set(words)
    ]


_ALLOWED_IN = {
    Role.CALLBACK_NO: frozenset(
        {"phone", "telephone", "cell", "mobile", "tel", "caller", "callerphone", "telefono"}
    ),
    Role.LANGUAGE: frozenset({"caller"}),
    Role.CALLER: frozenset({"caller"}),
}
