"""A document cut into headings, prose and formulas: Markdown, LaTeX files, plain text, text pasted from web pages."""

from __future__ import annotations

import re

from tuidao.read.macros import expand, group_end, macros_of, without_comments
from tuidao.read.piece import Formula, Heading, Piece, Prose
from tuidao.read.placed import Placed
from tuidao.read.webtext import pasted_formulas, plain_formula

ENVIRONMENTS = (
    "equation|align|aligned|alignat|alignedat|gather|gathered|multline|split|eqnarray|"
    "flalign|displaymath|math|dmath|cases|array"
)
_ENVIRONMENT = re.compile(rf"\\begin\{{((?:{ENVIRONMENTS})\*?)\}}")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n`]*(?:\n|$)")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]+([^\n]*)")
_SECTION = re.compile(
    r"\\(part|chapter|section|subsection|subsubsection|paragraph)\*?\s*(?:\[[^\]]*\])?\{"
)
_LEVELS = {
    "part": 1,
    "chapter": 2,
    "section": 3,
    "subsection": 4,
    "subsubsection": 5,
    "paragraph": 6,
}
_NUMBERED = re.compile(
    r"[ \t]*(?:第?[一二三四五六七八九十]+[章节、. ]|"
    r"(?P<n>\d+(?:\.\d+)*)[.、]?[ \t]+(?=[^\s\d(（]))(?P<t>[^\n$。，；,;=]{1,40})$"
)
_NOT_MATH = re.compile(
    r"(?<![\\A-Za-z])(?:and|the|for|per|to|or|is|of|was|are|by|about|from|each)(?![A-Za-z])"
)
_LONGEST = 20_000


def pieces(text: str, kind: str = "") -> list[Piece]:
    """The pieces of a document in order. `kind`: "md", "tex" or "txt"; guessed from the text when empty."""
    kind = kind or guess_kind(text)
    scanner = _Scanner(text, kind)
    scanner.run()
    found = scanner.found
    if kind == "txt" and not any(isinstance(p, Formula) for p in found):
        found = [q for p in found for q in (_lines_of_plain(p) if isinstance(p, Prose) else [p])]
    return found


def guess_kind(text: str) -> str:
    """Which kind of document a text is, by its look."""
    if re.search(r"\\documentclass|\\begin\{document\}", text):
        return "tex"
    if re.search(r"^#{1,6} |^```|\$\$|\$[^$\n]+\$|\\\(|\\\[", text, re.M):
        return "md"
    return "tex" if re.search(r"\\(?:sub)*section\*?\{", text) else "txt"


def _lines_of_plain(prose: Prose) -> list[Piece]:
    """A stretch of plain text: lines that are nothing but a formula in plain spelling, and the words between."""
    found: list[Piece] = []
    offset = prose.start
    for line in prose.text.splitlines(keepends=True):
        span = plain_formula(line)
        if span is None:
            found.append(Prose(line, offset))
        else:
            start, end = offset + span[0], offset + span[1]
            if span[0]:
                found.append(Prose(line[: span[0]], offset))
            found.append(Formula(Placed.of(line[span[0] : span[1]], start), True, start, end))
            found.append(Prose(line[span[1] :], end))
        offset += len(line)
    return found


class _Scanner:
    """One pass over a document; `found` fills up in order."""

    def __init__(self, text: str, kind: str) -> None:
        self.kind = kind
        self.source = text
        self.text = without_comments(text) if kind == "tex" else text
        self.macros = macros_of(self.text)
        self.found: list[Piece] = []
        self.k = 0
        self.prose_from = 0
        self.pasted: dict[int, list[tuple[int, int, int, int]]] = {}

    def run(self) -> None:
        text = self.text
        end = len(text)
        if self.kind == "tex":
            begin = re.search(r"\\begin\{document\}", text)
            if begin:
                self.k = self.prose_from = begin.end()
            stop = text.find(r"\end{document}")
            end = stop if stop > 0 else end
        elif "$" not in text:
            self.pasted = pasted_formulas(text)
        while self.k < end:
            if not self.step(end):
                self.k += 1
        self.flush(end)

    def flush(self, end: int) -> None:
        if end > self.prose_from:
            self.found.append(Prose(self.text[self.prose_from : end], self.prose_from))
        self.prose_from = end

    def skip(self, end: int) -> bool:
        """Leave out [k, end): code, comments, links."""
        self.flush(self.k)
        self.k = self.prose_from = end
        return True

    def formula(self, start: int, end: int, close: int, *, display: bool) -> bool:
        """The formula [start, end) whose closing delimiter ends at `close`."""
        body = Placed.of(self.text[start:end], start)
        if not body.text.strip():
            return self.skip(close)
        self.flush(self.k)
        self.found.append(Formula(expand(body, self.macros), display, self.k, close))
        self.k = self.prose_from = close
        return True

    def heading(self, level: int, title: str, end: int) -> bool:
        self.flush(self.k)
        self.found.append(Heading(level, title.strip(), self.k))
        self.k = self.prose_from = end
        return True

    def step(self, end: int) -> bool:
        """Take what begins at `k`; False where it is only a character of prose."""
        text, k = self.text, self.k
        c = text[k]
        if (k == 0 or text[k - 1] == "\n") and self.line_start(end):
            return True
        if c == "\\":
            return self.backslash(end)
        if c == "$":
            return self.dollar(end)
        if c == "`" and self.kind != "tex":
            run = len(text) - len(text[k:].lstrip("`")) - k if text[k:].strip("`") else 1
            close = re.compile(rf"(?<!`)`{{{run}}}(?!`)").search(text, k + run, min(end, k + 2000))
            return self.skip(close.end()) if close else self.skip(k + run)
        if c == "<" and text.startswith("<!--", k):
            stop = text.find("-->", k)
            return self.skip(stop + 3 if stop > 0 else end)
        if c == "<" and self.kind == "md":
            tag = re.compile(r"</?[A-Za-z][^<>\n$]*>").match(text, k)
            return self.skip(tag.end()) if tag else False
        return False

    def line_start(self, end: int) -> bool:
        text, k = self.text, self.k
        if self.kind == "tex":
            return False
        fence = _FENCE.match(text, k)
        if fence:
            close = re.compile(
                rf"^[ \t>]*{re.escape(fence.group(1)[0])}{{{len(fence.group(1))},}}[ \t]*$", re.M
            )
            stop = close.search(text, fence.end())
            stop_start, stop_end = (stop.start(), stop.end()) if stop else (end, end)
            if fence.group(2).lower() in ("math", "latex", "tex", "katex"):
                return self.formula(fence.end(), stop_start, stop_end, display=True)
            return self.skip(stop_end)
        title = _HEADING.match(text, k)
        if title and self.kind == "md":
            line_end = text.find("\n", k)
            if "$" in title.group(2):
                self.flush(k)
                self.found.append(Heading(len(title.group(1)), title.group(2).strip(), k))
                self.k = self.prose_from = title.start(2)
                return True
            return self.heading(
                len(title.group(1)), title.group(2), line_end if line_end > 0 else end
            )
        line_end = text.find("\n", k)
        line_end = line_end if line_end >= 0 else end
        numbered = _NUMBERED.match(text, k, line_end)
        if (
            numbered
            and self.kind != "tex"
            and not numbered.group("t").rstrip().endswith((":", "："))
        ):
            level = 2 + (numbered.group("n").count(".") if numbered.group("n") else -1)
            return self.heading(level + 6, numbered.group(0), line_end)
        for first, start, end_latex, last in self.pasted.get(k, ()):
            self.k = first
            self.formula(start, end_latex, last, display=self.alone(first, last))
        return self.k != k

    def alone(self, start: int, end: int) -> bool:
        """Does [start, end) fill its line?"""
        before = self.text[self.text.rfind("\n", 0, start) + 1 : start]
        after = self.text[end:].partition("\n")[0]
        return not (before + after).strip()

    def backslash(self, end: int) -> bool:
        text, k = self.text, self.k
        for opener, closer, display in (
            ("\\\\(", "\\\\)", False),
            ("\\\\[", "\\\\]", True),
            ("\\(", "\\)", False),
            ("\\[", "\\]", True),
        ):
            if text.startswith(opener, k):
                stop = text.find(closer, k + len(opener), k + _LONGEST)
                if 0 <= stop < end:
                    return self.formula(k + len(opener), stop, stop + len(closer), display=display)
        begin = _ENVIRONMENT.match(text, k)
        if begin:
            close = rf"\end{{{begin.group(1)}}}"
            stop = text.find(close, k)
            if stop > 0:
                return self.formula(k, stop + len(close), stop + len(close), display=True)
        if self.kind == "tex":
            verbatim = re.compile(
                r"\\begin\{(verbatim|lstlisting|minted|tikzpicture|thebibliography)\*?\}"
            ).match(text, k)
            if verbatim:
                stop = text.find(rf"\end{{{verbatim.group(1)}", k)
                return self.skip(text.find("}", stop) + 1 if stop > 0 else end)
            section = _SECTION.match(text, k)
            if section:
                stop = group_end(text, section.end() - 1)
                if stop > 0:
                    return self.heading(
                        _LEVELS[section.group(1)], text[section.end() : stop - 1], stop
                    )
        self.k += 2
        return True

    def dollar(self, end: int) -> bool:
        text, k = self.text, self.k
        if text.startswith("$$", k):
            stop = _closing(text, k + 2, min(end, k + _LONGEST), "$$")
            inside = text[k + 2 : stop] if stop > 0 else ""
            if stop > 0 and not re.search(r"^(?:#{1,6} |```)", inside, re.M):
                return self.formula(k + 2, stop, stop + 2, display=True)
            self.k += 2
            return True
        stop = _closing(text, k + 1, min(end, k + _LONGEST), "$")
        if stop > 0:
            inside = text[k + 1 : stop]
            words = re.sub(
                r"\\(?:text|mbox|textrm|mathrm|operatorname|rm)\s*\{[^{}]*\}", "", inside
            )
            if not re.search(r"\n[ \t>]*\n", inside) and not _NOT_MATH.search(words):
                return self.formula(k + 1, stop, stop + 1, display=False)
        return False


def _closing(text: str, k: int, end: int, mark: str) -> int:
    """Where the closing dollar(s) stand: not escaped, not inside braces; −1 if nowhere."""
    depth, first = 0, -1
    while k < end:
        c = text[k]
        if c == "\\":
            k += 2
            continue
        if c == "{":
            depth += 1
        elif c == "}":
            depth -= 1
        elif c == "$" and text.startswith(mark, k):
            if depth <= 0:
                return k
            if first < 0:
                first = k
        elif c == "\n" and mark == "$" and re.match(r"\n[ \t>]*\n", text[k : k + 40]):
            break
        k += 1
    return first
