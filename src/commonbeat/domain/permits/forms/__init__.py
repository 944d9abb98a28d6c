"""The shape of what people type: an applicant's answers, and staff's acts on a permit."""

from commonbeat.domain.permits.forms.kinds import FORMS, AdoptForm, VersionForm, part_form
from commonbeat.domain.permits.forms.questions import (
    AppealForm,
    CodeForm,
    MissingForm,
    OwnWordsForm,
    QuestionForm,
)
from commonbeat.domain.permits.forms.staff import (
    AskForm,
    DecideForm,
    FeeForm,
    HearForm,
    PlanForm,
    RecordForm,
    ReviewForm,
    RevokeForm,
)

__all__ = [
    "FORMS",
    "AdoptForm",
    "AppealForm",
    "AskForm",
    "CodeForm",
    "DecideForm",
    "FeeForm",
    "HearForm",
    "MissingForm",
    "OwnWordsForm",
    "PlanForm",
    "QuestionForm",
    "RecordForm",
    "ReviewForm",
    "RevokeForm",
    "VersionForm",
    "part_form",
]
