"""Names as search compares them."""

from __future__ import annotations

import re
import unicodedata

# Letters that do not come apart into a letter and a mark.
_LIKE = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "\u0131": "i"}
)


def folded(text: str) -> str:
    """Without case, accents, hyphens and apostrophes: "Zoë O'Neill-Šimić" and "zoe oneill simic" are the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    joined = re.sub(r"['’‘`\u00b4]", "", plain.translate(_LIKE))
    return " ".join(re.findall(r"\w+", joined.replace("_", " ")))


def name_key(given_names: str, family_name: str) -> str:
    """What `children_child.name_key` holds, and what a search is compared with."""
    return " ".join(part for part in map(folded, (given_names, family_name)) if part)
