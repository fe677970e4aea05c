"""Everything a reader sees exists in English and in Chinese: the one type for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Literal

Language = Literal["en", "zh"]
Writer = Callable[[Any], str]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a name in both languages; neither has a default.

    A sentence made by `format` remembers what it was made from, so that a page can write its formulas its own way.
    """

    en: str
    zh: str
    template: Text | None = field(default=None, compare=False, repr=False)
    parts: tuple[tuple[str, object], ...] = field(default=(), compare=False, repr=False)

    def __call__(self, language: Language = "en") -> str:
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return self.en

    def format(self, **parts: object) -> Text:
        """Both sentences with their `{name}` places filled (a `Text` part in its own language)."""

        def fill(language: Language) -> str:
            values = {k: v(language) if isinstance(v, Text) else v for k, v in parts.items()}
            return self(language).format(**values)

        return Text(fill("en"), fill("zh"), self, tuple(parts.items()))

    @staticmethod
    def listed(parts: Sequence[object], en: str = ", ", zh: str = "，") -> Text:
        """The parts one after another, with what stands between two of them in each language."""
        places = {f"part{k}": part for k, part in enumerate(parts)}
        names = ["{" + name + "}" for name in places]
        return Text(en.join(names), zh.join(names)).format(**places)

    def written(self, language: Language, words: Writer, formula: Writer) -> str:
        """The sentence with its words and its formulas (the parts that are not words) each written in their way."""
        if self.template is None:
            return words(self(language))
        values: dict[str, str] = {}
        for name, part in self.parts:
            if isinstance(part, Text):
                values[name] = part.written(language, words, formula)
            else:
                values[name] = words(part) if isinstance(part, str) else formula(part)
        pieces = Formatter().parse(self.template(language))
        return "".join(words(text) + (values[name] if name else "") for text, name, _, _ in pieces)
