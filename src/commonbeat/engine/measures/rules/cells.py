"""What a cell of a downloaded table may hold."""

# A spreadsheet takes a cell that begins so for a formula, and runs it.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
_SEPARATORS = (",", ";", "|", '"', "'")


def safe_cell(value: object) -> object:
    """Return the value for a CSV cell; text that would begin a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(" \u00a0\ufeff")
    opened = bare.lstrip("".join(_SEPARATORS) + " ")
    if bare.startswith(_FORMULA_STARTS) or (opened != bare and opened.startswith(_FORMULA_STARTS)):
        return f"'{value}"
    return value
