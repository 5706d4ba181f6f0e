"""JSON with comments and trailing commas, read exactly."""

import json
from decimal import Decimal
from typing import Any, Iterator


class ScenarioError(ValueError):
    """A scenario that the format does not allow."""


def parse_jsonc(text: str) -> Any:
    """Parse JSONC, keeping numbers exact and refusing duplicate keys."""
    plain = "".join(_without_trailing_commas(list(_tokens(text))))
    return json.loads(plain, parse_float=Decimal, object_pairs_hook=_object, parse_constant=_refuse_constant)


def as_read(raw: Any) -> Any:
    """Return an invented value as it will be read from a file."""
    return parse_jsonc(json.dumps(raw))


def _tokens(text: str) -> Iterator[str]:
    """Yield strings whole and everything else by character, each comment as one blank."""
    position = 0
    while position < len(text):
        if text[position] == '"':
            end = _string_end(text, position)
        elif text.startswith("//", position):
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
        elif text.startswith("/*", position):
            end = text.find("*/", position + 2) + 2
            if end < 2:
                raise ScenarioError("a comment does not end")
        else:
            end = position + 1
        token = text[position:end]
        yield " " if token.startswith(("//", "/*")) else token
        position = end


def _string_end(text: str, start: int) -> int:
    """Return the position after the closing quote of the string that begins at start."""
    position = start + 1
    while position < len(text) and text[position] != '"':
        position += 2 if text[position] == "\\" else 1
    return position + 1


def _without_trailing_commas(tokens: list[str]) -> list[str]:
    """Blank each comma after which only white space comes before a closing bracket."""
    following = ""
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index] == "," and following in ("}", "]"):
            tokens[index] = " "
        if tokens[index].strip():
            following = tokens[index]
    return tokens


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Build an object, refusing a key that stands twice."""
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ScenarioError(f"duplicate key {key}")
        result[key] = value
    return result


def _refuse_constant(word: str) -> Any:
    """Refuse NaN and Infinity."""
    raise ScenarioError(f"{word} is not a number")


def merge_patch(target: Any, patch: Any) -> Any:
    """Apply a JSON Merge Patch (RFC 7396); names that exist keep their place."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merge_patch(result.get(key), value)
    return result
