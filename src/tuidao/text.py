"""Everything a reader sees exists in English and in Chinese: the one type for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a name in both languages; neither has a default."""

    en: str
    zh: str

    def __call__(self, language: Language = "en") -> str:
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en

    def format(self, **parts: object) -> Text:
        """Both sentences with their `{name}` places filled (a `Text` part in its own language)."""

        def fill(language: Language) -> str:
            values = {k: v(language) if isinstance(v, Text) else v for k, v in parts.items()}
            return self(language).format(**values)

        return Text(fill("en"), fill("zh"))
