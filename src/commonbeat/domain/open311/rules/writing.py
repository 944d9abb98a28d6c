"""One content, written as JSON or as XML: the same fields in the same order."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

# What one item of a list is called in XML, by the name of the list.
ITEMS = {
    "services": "service",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "notes": "note",
    "endpoints": "endpoint",
    "formats": "format",
}
# What XML 1.0 cannot hold; taken out of both forms, so that both say the same.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def clean(text: str) -> str:
    """Return the text without characters that XML cannot hold, line ends as XML reads them back."""
    return NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def as_xml(root: str, content: Any) -> str:
    """Write a list or an object under its root; nothing (None) is an empty element."""
    return HEAD + "".join(_element(root, content))


def _element(name: str, content: Any) -> Iterator[str]:
    if content is None or content == "":
        yield f"<{name}/>"
        return
    yield f"<{name}>"
    if isinstance(content, Mapping):
        for key, value in content.items():
            yield from _element(key, value)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        item = ITEMS.get(name, "item")
        for value in content:
            yield from _element(item, value)
    else:
        yield _text(content)
    yield f"</{name}>"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return html.escape(str(value), quote=False).replace("\r", "&#13;")
