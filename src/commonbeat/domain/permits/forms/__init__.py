"""The shape of what people type: an applicant's answers, and staff's acts on a permit."""

from commonbeat.domain.permits.forms.questions import (
    AppealForm,
    CodeForm,
    MissingForm,
    OwnWordsForm,
    QuestionForm,
)
from commonbeat.domain.permits.forms.staff import (
    AdoptForm,
    AskForm,
    DecideForm,
    FeeForm,
    HearForm,
    PlanForm,
    RecordForm,
    ReviewForm,
    RevokeForm,
    VersionForm,
)

__all__ = [
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
]
