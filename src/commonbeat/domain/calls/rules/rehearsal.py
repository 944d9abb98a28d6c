"""What an agency's rules would have done with every call of an export: counted, never sent."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import repeat
from typing import Any, TypeAlias

from commonbeat.domain.calls.rules.decisions import (
    SEND_WORDS,
    WORDS,
    Circumstances,
    Outcome,
    Policy,
    Reason,
    Verdict,
    decide,
)
from commonbeat.domain.calls.rules.exports.columns import Role
from commonbeat.domain.calls.rules.exports.lines import Fault
from commonbeat.domain.calls.rules.exports.mapping import ExportMapping
from commonbeat.domain.calls.rules.exports.table import Batch, Reject
from commonbeat.domain.calls.rules.facts import CallFacts, type_key
from commonbeat.domain.calls.rules.speech import AS_WRITTEN, Voice
from commonbeat.domain.calls.rules.speech import gettext_noop as _
from commonbeat.domain.calls.rules.victim_safety import Category, excluded
from commonbeat.ground.core.errors import Invalid

# More different "types" than any dispatch system has: the column holds something else.
MOST_TYPES = 5_000
MOST_REMEMBERED = 100_000
SHOWN_REJECTS = 10
# Whether a call was cancelled is decided upon, not when.
SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)

SAFETY_WORDS = {
    Category.DOMESTIC: _("violence or trouble at home"),
    Category.SEXUAL: _("sexual offenses"),
    Category.CHILD: _("children at risk"),
    Category.ELDER: _("elders and dependent adults"),
    Category.TRAFFICKING: _("trafficking"),
    Category.STALKING: _("stalking, threats, protective orders"),
    Category.CRISIS: _("suicide and mental health"),
    Category.DEATH: _("deaths"),
    Category.JUVENILE: _("juveniles"),
    Category.MISSING: _("missing or abducted people"),
    Category.OFFICER: _("officers in danger or involved"),
    Category.HATE: _("hate"),
    Category.VIOLENCE: _("violence and weapons"),
    Category.MEDICAL: _("medical emergencies"),
    Category.ARRESTEE: _("arrests, warrants and suspects"),
    Category.SEALED: _("told in confidence, or a risk of revenge"),
    Category.UNREADABLE: _("types that cannot be read"),
}
# What a rehearsal cannot know, as it knows no persons.
SKIPPED_RULES = (
    _("numbers and addresses tied to a protected person or a call of the last year"),
    _("people who asked for no texts, and blocked numbers"),
    _("how often one person may be asked"),
    _("quiet hours, which move a text and never stop it"),
)

Key: TypeAlias = tuple[str, str, str, str, str, str]


@dataclass
class TypeCount:
    """The calls of one type: how many would be texted, and why the others not, most frequent first."""

    send: int = 0
    reasons: Counter[Reason] = field(default_factory=Counter)
    safety: Counter[Category] = field(default_factory=Counter)

    @property
    def suppress(self) -> int:
        return self.reasons.total()

    @property
    def volume(self) -> int:
        return self.send + self.suppress

    @property
    def main_reason(self) -> Reason | None:
        return self.reasons.most_common(1)[0][0] if self.reasons else None

    @property
    def main_safety(self) -> Category | None:
        return self.safety.most_common(1)[0][0] if self.safety else None


class Rehearsal:
    """Counts batches. `rows` is always `read` + `rejected`, and `read` is `sent` + `suppressed`."""

    def __init__(self, mapping: ExportMapping, policy: Policy) -> None:
        self.mapping, self.policy = mapping, policy
        self.by_type: dict[str, TypeCount] = {}
        self.faults: Counter[Fault] = Counter()
        self.first_rejects: list[Reject] = []
        self._cancelled = {type_key(words) for words in mapping.cancelled}
        self._verdicts: dict[Key, tuple[Verdict, Category | None]] = {}

    def add(self, batch: Batch) -> None:
        """Count the rows of a batch; calls alike in all that is decided upon are decided once."""
        self.faults.update(reject.fault for reject in batch.rejects)
        self.first_rejects += batch.rejects[: max(0, SHOWN_REJECTS - len(self.first_rejects))]
        for key, count in Counter(keys_of(batch)).items():
            verdict, safety = self._verdict(key)
            counted = self.by_type.setdefault(key[1] or key[0], TypeCount())
            if verdict.outcome == Outcome.SEND:
                counted.send += count
            elif verdict.reason:
                counted.reasons[verdict.reason] += count
                if safety:
                    counted.safety[safety] += count
        if len(self.by_type) > MOST_TYPES:
            raise Invalid(
                f"The column of call types holds more than {MOST_TYPES:,} different texts, so it is "
                "no column of types. Choose another one in the mapping.",
                code="not_a_type_column",
            )

    def _verdict(self, key: Key) -> tuple[Verdict, Category | None]:
        if key not in self._verdicts:
            if len(self._verdicts) >= MOST_REMEMBERED:
                self._verdicts.clear()
            facts, around = told_by(key, self.mapping, self._cancelled)
            self._verdicts[key] = (decide(facts, self.policy, around), excluded(facts.texts()))
        return self._verdicts[key]

    @property
    def sent(self) -> int:
        return sum(counted.send for counted in self.by_type.values())

    @property
    def read(self) -> int:
        return sum(counted.volume for counted in self.by_type.values())

    @property
    def rejected(self) -> int:
        return self.faults.total()

    @property
    def rows(self) -> int:
        return self.read + self.rejected

    @property
    def reasons(self) -> Counter[Reason]:
        return sum((counted.reasons for counted in self.by_type.values()), Counter[Reason]())

    @property
    def safety(self) -> Counter[Category]:
        return sum((counted.safety for counted in self.by_type.values()), Counter[Category]())

    def why(self, name: str, voice: Voice = AS_WRITTEN) -> str:
        """Return in words why the calls of a type would or would not be texted."""
        counted = self.by_type[name]
        if counted.main_reason is None:
            return voice.gettext(self._said(self.mapping.suggested, name) or SEND_WORDS)
        reason = self._why_not(counted.main_reason, counted, name, voice)
        if not counted.send:
            return reason
        words = voice.gettext("%(number)s not: %(reason)s")
        return words % {"number": voice.number(counted.suppress), "reason": reason}

    def _why_not(self, reason: Reason, counted: TypeCount, name: str, voice: Voice) -> str:
        if reason is Reason.VICTIM_SAFETY and counted.main_safety:
            category = voice.gettext(SAFETY_WORDS[counted.main_safety])
            return voice.gettext("Safety: %(category)s.") % {"category": category}
        if reason is Reason.NOT_ON_ALLOW_LIST:
            return voice.gettext(
                self._said(self.mapping.left_out, name) or _("Not on the list of types that are texted.")
            )
        return voice.gettext(WORDS[reason])

    @staticmethod
    def _said(reasons: Mapping[str, str], name: str) -> str:
        return next((why for told, why in reasons.items() if type_key(told) == type_key(name)), "")

    def by_volume(self) -> list[tuple[str, TypeCount]]:
        return sorted(self.by_type.items(), key=lambda item: (-item[1].volume, item[0]))

    @property
    def numbers(self) -> str:
        return "from file" if Role.CALLBACK_NO in self.mapping.sources else "assumed"

    def sentence(self, voice: Voice = AS_WRITTEN) -> str:
        """Return the sentence to repeat in the council chamber."""
        light = self.mapping.highlight
        said = {"rows": voice.number(self.rows), "sent": voice.number(self.sent)}
        if light is None:
            words = voice.gettext(
                "Of %(rows)s calls, %(sent)s would have been texted; "
                "none of the %(never)s that victims' safety forbids."
            )
            return words % {**said, "never": voice.number(self.safety.total())}
        named = [n for name, n in self.by_type.items() if name.startswith(light.type_begins)]
        total, sent = sum(n.volume for n in named), sum(n.send for n in named)
        words = voice.gettext(
            "Of %(rows)s calls, %(sent)s would have been texted; %(some)s of the %(total)s %(kind)s."
        )
        some = voice.number(sent) if sent else voice.gettext("none")
        kind = voice.gettext(light.words)
        return words % {**said, "some": some, "total": voice.number(total), "kind": kind}

    def as_json(self, *, allow_list: str, seconds: float) -> dict[str, Any]:
        """Return the object that `calls replay --json` prints."""
        return {
            "rows": self.rows,
            "read": self.read,
            "rejected": self.rejected,
            "rejects": {str(fault): count for fault, count in self.faults.most_common()},
            "decisions": {"send": self.sent, "suppress": self.reasons.total()},
            "suppressed": {str(reason): count for reason, count in self.reasons.most_common()},
            "by_safety": {str(category): count for category, count in self.safety.most_common()},
            "by_type": {
                name: {
                    "send": counted.send,
                    "suppress": counted.suppress,
                    "reason": str(counted.main_reason) if counted.main_reason else None,
                }
                for name, counted in self.by_volume()
            },
            "allow_list": allow_list,
            "numbers": self.numbers,
            "mapping": self.mapping.name,
            "seconds": round(seconds, 3),
        }


def keys_of(batch: Batch) -> Iterator[Key]:
    """Return, for each row, all that its decision hangs on, as the file writes it."""
    roles = (Role.TYPE_INITIAL, Role.TYPE_FINAL, Role.TYPE_CLASS, Role.DISPOSITION, Role.CALLER)
    number = batch.columns.get(Role.CALLBACK_NO)
    has_number = ["" if not cell.strip() else "yes" for cell in number] if number else repeat("yes")
    return zip(*(batch.columns.get(role) or repeat("", len(batch.lines)) for role in roles), has_number)  # noqa: B905


def told_by(key: Key, mapping: ExportMapping, cancelled: set[str]) -> tuple[CallFacts, Circumstances]:
    """Return facts and circumstances of the calls with this key; nothing is known of persons."""
    initial, final, of_class, disposition, caller, has_number = key
    nobody_called = caller.strip() in mapping.no_caller
    facts = CallFacts(
        cancelled_at=SOME_TIME if type_key(disposition) in cancelled else None,
        type_initial=initial.strip(),
        type_final=final.strip(),
        type_class=of_class.strip(),
        disposition=disposition.strip(),
        textable=not nobody_called,
    )
    return facts, Circumstances(has_number=bool(has_number) and not nobody_called)


def suggested_policy(mapping: ExportMapping) -> Policy:
    """Return the mapping's proposal as a policy: for rehearsals only, until a named person adopts it."""
    return Policy(allowed=frozenset(map(type_key, mapping.suggested)))
