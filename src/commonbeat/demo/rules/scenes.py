"""The scenes a visitor may set off on the handset."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Scene:
    """Either a call (type, and perhaps what it is re-typed to) or words that the resident texts."""

    key: str
    name: Any
    effect: Any
    call_type: str = ""
    re_typed_to: str = ""
    words: str = ""
    needs_someone_new: bool = False
