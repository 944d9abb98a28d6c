"""The invented people of Larkspur: those who work for its police, and those who live there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Post:
    """A member of staff: role keys as `init` names them, and the employee number of the supervisor."""

    number: str
    name: str
    title: str
    unit: str
    roles: tuple[str, ...]
    supervisor: str = ""
    shift: str = ""


STAFF = (
    Post("1001", "Ana Ortiz", "Chief", "Command", ("command",)),
    Post("1002", "Grace Holt", "Lieutenant", "Patrol", ("command",), "1001"),
    Post("2001", "Bo Lind", "Sergeant", "Patrol", ("supervisor",), "1002", "day"),
    Post("2002", "Priya Nair", "Sergeant", "Patrol", ("supervisor",), "1002", "evening"),
    Post("2003", "Tom Okafor", "Sergeant", "Patrol", ("supervisor",), "1002", "night"),
    Post("3001", "Sam Reed", "Officer", "Patrol", ("officer",), "2001", "day"),
    Post("3002", "Lucia Vega", "Officer", "Patrol", ("officer",), "2001", "day"),
    Post("3003", "Omar Haddad", "Officer", "Patrol", ("officer",), "2001", "day"),
    Post("3004", "Nina Brandt", "Officer", "Patrol", ("officer",), "2002", "evening"),
    Post("3005", "Carl Jensen", "Officer", "Patrol", ("officer",), "2002", "evening"),
    Post("3006", "Rosa Marin", "Officer", "Patrol", ("officer",), "2002", "evening"),
    Post("3007", "Dev Kapoor", "Officer", "Patrol", ("officer",), "2003", "night"),
    Post("3008", "Ellen Moss", "Officer", "Patrol", ("officer",), "2003", "night"),
    Post("3009", "Luis Prado", "Officer", "Patrol", ("officer",), "2003", "night"),
    Post("4001", "Lena Fox", "Dispatch supervisor", "Dispatch", ("supervisor", "dispatcher"), "1002"),
    Post("4002", "Marcus Bell", "Dispatcher", "Dispatch", ("dispatcher",), "4001", "day"),
    Post("4003", "Yara Cruz", "Dispatcher", "Dispatch", ("dispatcher",), "4001", "evening"),
    Post("4004", "Peter Hale", "Dispatcher", "Dispatch", ("dispatcher",), "4001", "night"),
    Post(
        "5001", "Maya Stone", "Community relations", "Community relations", ("community_relations",), "1001"
    ),
    Post("6001", "Ruth Adler", "Board liaison", "Community Police Board", ("oversight_liaison",)),
)

FIRST_NAMES = (
    "Alma", "Ben", "Carmen", "Dana", "Elias", "Farah", "Gloria", "Hugo", "Iris", "Jamal", "Kate", "Leo",
    "Mina", "Noah", "Olga", "Paul", "Quinn", "Ramon", "Sofia", "Theo", "Uma", "Victor", "Wanda",
    "Ximena", "Yusuf", "Zoe",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Barros", "Chen", "Diaz", "Evans", "Flores", "Grant", "Hughes", "Ibarra", "Jones", "Khan",
    "Lopez", "Moore", "Novak", "Owens", "Perez", "Quist", "Rossi", "Silva", "Turner", "Urban", "Vance",
    "Walsh", "Young",
)  # fmt: skip
# Area codes of the same time zone; with 555-01xx no number belongs to anyone.
AREA_CODES = (
    "201", "203", "212", "215", "240", "267", "301", "302", "315", "410", "443", "475", "484", "516",
    "518", "551", "570", "585", "607", "609", "610", "631", "646", "716", "717", "718", "732", "814",
    "845", "848", "856", "860", "862", "908", "914", "917", "959", "973",
)  # fmt: skip
SPANISH_SHARE = 0.16
MOST_RESIDENTS = len(AREA_CODES) * 100


def phone(number: int) -> str:
    """Return the invented telephone number of resident `number` (0 to MOST_RESIDENTS - 1), E.164."""
    return f"+1{AREA_CODES[number // 100]}55501{number % 100:02d}"


def speaks_spanish(number: int) -> bool:
    """Tell whether resident `number` is one of the SPANISH_SHARE who would rather read Spanish."""
    return number * 37 % 100 < SPANISH_SHARE * 100


ANSWER_SHARE = 0.30
# Shares of 5, 4, 3, 2 and 1 among the first answers.
RATINGS = {5: 0.80, 4: 0.137, 3: 0.043, 2: 0.008, 1: 0.012}
COMMENT_SHARE = 0.45

GOOD_WORDS = {
    "en": (
        "Officer was kind and explained every step. Thank you.",
        "Came fast and stayed until the tow truck was here. Thanks!",
        "Thank you for listening. My daughter was scared and you were so patient.",
        "The dispatcher was calm and told me what would happen next. Thank you both.",
        "Very polite. I felt taken seriously.",
        "Great work, thank you for getting my bike back.",
    ),
    "es": (
        "Muchas gracias, el oficial fue muy amable y me explicó todo.",
        "Gracias por venir tan rápido y por hablarme en español.",
        "La señora que contestó el teléfono fue muy paciente. Gracias.",
    ),
}
MIDDLING_WORDS = {
    "en": ("It took over an hour and nobody told me why.", "Fine, but I never heard back about the report."),
    "es": ("Tardaron mucho y nadie me avisó.",),
}
BAD_WORDS = {
    "en": ("He was rude and did not let me speak.", "I was treated like a suspect. It was unfair."),
    "es": ("Me trató mal y no me dejó hablar.",),
}
