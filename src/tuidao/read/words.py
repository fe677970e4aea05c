"""What the words around a formula make of it: a definition, a condition, a claim, an equation to solve, a mention."""

from __future__ import annotations

import re

# Cues in the order in which they are tried on the last words before a formula.
_BEFORE: tuple[tuple[str, str], ...] = (
    (
        "solve",
        r"解方程组?|方程组?|求解|不等式组?|满足|使得?|符合|解出|"
        r"solve|solving|equations?|satisf(?:y|ies|ying)|such that|s\.t\.|subject to|"
        r"inequality|constraints?|约束(?:条件)?|条件|(?:set|setting|find|finding)|求",
    ),
    (
        "mention",
        r"函数|曲线|直线|抛物线|面|映射|形如|形式|(?:分布|模型|表达式|记号|符号)|不是|不等于|误(?:写|以)为|"
        r"function|curve|line|the form|graph|plot|"
        r"not|rather than|instead of|notation|map|mapping",
    ),
    (
        "let",
        r"令|设|记|定义|取|记[作为]|简?记[作为]|记之为|定义[为成如下]*|称[为作]|表示为?|写[作成为]|设有|假定|"
        r"let|define|denote|defined (?:as|by|"
        r"to be)|denoted(?: by)?|"
        r"set|write|choose|call|put|take|by definition|is given by|given by|initialize",
    ),
    ("where", r"其中|这里|此处|where|with|here|in which"),
    (
        "if",
        r"若|如果|前提是|条件是|当|假设|假如|对于?(?:任意|所有|每个|任何)?的?|任意|只要|每当|在|因为|由于?|已知|给定|"
        r"if|when|whenever|for|for all|"
        r"for any|for each|for every|"
        r"suppose|supposing|assum(?:e|ing)|given|provided|as|since|because|unless|only if|at|on|"
        r"over|until|that|whether|是否|取(?=\s*$)|仅当|且仅当|"
        r"either|otherwise",
    ),
    (
        "so",
        r"所以|故|因此|则|得到?|可得|有|即|于是|从而|因而|那么|推出|可知|由此(?:可得|得|可知)|综上(?:所述)?|等于|同理|显然|则有|就有|总有|解得|最终|最后|"
        r"hence|therefore|thus|so|then|we (?:get|have|obtain|find|see|conclude)|i\.e\.|that is|namely|"
        r"obtain|yields?|gives?|to get|becomes?|"
        r"equals?|implies|it follows that|in fact|indeed|note that|recall that|know that|show that|"
        r"prove that|证明|答案|结果|答|the (?:result|answer) is",
    ),
)
_LINK = r"(?:\s*(?:如下|为|是|有|以下)|\s+(?:the|that|a|an|in|is|are|to|as))?\s*[:：,，]?\s*$"
_LAST = tuple((name, re.compile(rf"(?:{pattern}){_LINK}", re.I)) for name, pattern in _BEFORE)
_WORD_START = re.compile(r"[A-Za-z]$")


def cue_before(text: str) -> str:
    """What the words right before a formula say of it: "let", "if", "where", "so", "solve", "mention" or ""."""
    tail = text[-60:].replace("**", "").replace("*", "").rstrip(" \t\n(（“\"'")
    for name, pattern in _LAST:
        m = pattern.search(tail)
        if m and not (
            m.group(0)[:1].isascii()
            and m.group(0)[:1].isalpha()
            and _WORD_START.search(tail[: m.start()])
        ):
            return name
    return ""


_OPENS_IF = re.compile(
    r"如果|若|假设|假如|倘若|(?<![A-Za-z])(?:if|suppose|assume|given|provided)(?![A-Za-z])", re.I
)
_CLOSES_IF = re.compile(
    r"那么|则|总有|恒有|所以|因此|故|称|于是|(?<![A-Za-z])(?:then|hence|so|we|therefore)(?![A-Za-z])",
    re.I,
)


def opens_if(text: str) -> bool:
    """Do these words begin a supposition that they do not end?"""
    opening = [m.end() for m in _OPENS_IF.finditer(text)]
    return bool(opening) and not _CLOSES_IF.search(text, opening[-1])


def closes_if(text: str) -> bool:
    """Do these words end a supposition: then, 则, 那么?"""
    return bool(_CLOSES_IF.search(text))


_AFTER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("if", re.compile(r"\s*[)）]?\s*(?:时|的时候|的情况|情形|处|的条件|成立时|为条件)")),
    (
        "mention",
        re.compile(
            r"\s*(?:的导数|的图|的值|的解|的极限|是否|存在|不成立|错|无[实解根]|没有|不可能|矛盾|表示|称为|叫|为(?!什么|何).{0,12}(?:函数|常数|变量|向量|矩阵|参数)|是.{0,12}(?:函数|常数|变量|向量|矩阵|参数)|"
            r"denotes?|is called|is (?:a|an|the|not)|are (?:the|not)|fails|does not|"
            r"ha(?:s|ve) (?:no|one|two|three|exactly|at most|infinitely)\b|cannot\b|is impossible)"
        ),
    ),
    ("question", re.compile(r"[^。.\n]{0,20}(?:吗|[?？])")),
)


def cue_after(text: str) -> str:
    """What the words right behind a formula say of it: "if" (…时), "mention", "question" or ""."""
    head = _PARAGRAPH.split(text, maxsplit=1)[0][:40].lstrip("*")
    for name, pattern in _AFTER:
        if pattern.match(head):
            return name
    return ""


_PARAGRAPH = re.compile(r"\n[ \t>]*\n")

# Words inside a formula, between its parts: what follows them.
_INSIDE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("let", re.compile(r"令|设|记|定义|\b(?:let|define|denote|set)\b", re.I)),
    ("where", re.compile(r"其中|这里|\b(?:where|with)\b", re.I)),
    ("because", re.compile(r"因为?|由于?|\b(?:since|because)\b", re.I)),
    ("solve", re.compile(r"满足|使|方程|条件|s\.t\.|\b(?:such that|subject to|solve)\b", re.I)),
    (
        "so",
        re.compile(
            r"所以|故|则|总有|恒有|可知|即|^有|\b(?:hence|so|then|thus|therefore|gives|yields)\b|i\.e\.",
            re.I,
        ),
    ),
    (
        "if",
        re.compile(
            r"当|若|如果|假设|对|任意|\b(?:if|when|for|assum\w*|suppos\w*|given|provided|as)\b",
            re.I,
        ),
    ),
    ("so", re.compile(r"证|解|有|得")),
    ("and", re.compile(r"^\s*(?:且|并且|与|和|以及|and)\s*$", re.I)),
)
_CLOSES_CONDITION = re.compile(r"\s*(?:时|处|成立时|的时候)")


def cue_inside(text: str) -> str:
    """The cue that words inside a formula give to what follows them; "and": the same as before."""
    for name, pattern in _INSIDE:
        if pattern.search(text):
            return name
    return ""


def closes_condition(text: str) -> bool:
    """Do words that follow a formula make a condition of it (… 时)?"""
    return bool(_CLOSES_CONDITION.match(text))


_SENTENCE = re.compile(r"[。！？!?]|(?<![\d.])\.(?=\s|$)|\n[ \t>]*\n")


def ends_sentence(text: str) -> bool:
    """Does a sentence or a paragraph end within these words?"""
    return bool(_SENTENCE.search(text))


_FACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "distribution",
        re.compile(
            r"概率分布|概率向量|真实分布|预测的?分布|probability (?:distribution|vector|mass)|distributions?\b"
        ),
    ),
    ("one-hot", re.compile(r"one-?hot|独热|只会有一个.{0,6}是\s*1", re.I)),
    (
        "label",
        re.compile(
            r"取值?[为是]?\s*0\s*或者?\s*1|取\s*1\s*或者?\s*0|二值|"
            r"(?:is|are|takes?|be|equals?|either)\s[^.;]{0,20}\b(?:0 or 1|1 or 0)\b|\bbinary\b"
        ),
    ),
    ("positive", re.compile(r"正数|为正|大于零|positive")),
    ("integer", re.compile(r"正?整数|integers?\b|natural numbers?")),
    ("constant", re.compile(r"常数|constants?\b")),
    ("function", re.compile(r"(?:都|均)?(?:可导|可微|连续)|differentiable|continuous")),
)


def facts_in(text: str) -> tuple[str, ...]:
    """What words call a thing: "distribution", "one-hot", "positive", "integer", "constant", "function"."""
    return tuple(name for name, pattern in _FACTS if pattern.search(text))
