"""What was agreed about a question, as its details tell it: `- Outcome: Morgan talks to them`."""

from __future__ import annotations

import re
from typing import Final

from aquip.core.vocabulary import Vocabulary

_LINE: Final = re.compile(r"[-+*]\s+(?P<word>[\w ]+?)(?::\s+|：\s*)(?P<text>\S.*)")


def outcomes(detail: str, vocabulary: Vocabulary) -> list[str]:
    """Return the texts, as Markdown, of the lines that begin with the word for an outcome."""
    lines = (_LINE.fullmatch(line.strip()) for line in detail.splitlines())
    return [
        line["text"]
        for line in lines
        if line and vocabulary.meaning(line["word"]).lower() == "outcome"
    ]
