"""Questions in words about the shape of a function: where it rises and bends, mean values, expansions, extrema."""

from __future__ import annotations

_F = r"(?P<f>\S.*?)"
_NAME = r"\\?[A-Za-z]\w*"
_POINT = rf"(?:(?P<p>{_NAME})\s*=\s*)?(?P<a>\S.*?)"
_NTH = r"first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|[nmk]-?th"
_INTERVAL = r"(?P<on>[\[(].+[\])])"
_ON = rf"(?:,?\s+(?:on|over|in)\s+(?:the\s+)?(?:closed\s+|open\s+)?(?:interval\s+)?{_INTERVAL})"
_ASK = r"(?:(?:please\s+)?(?:find|compute|calculate|determine|give|identify|state|what\s+(?:is|are))\s+)"
_THE = rf"{_ASK}?(?:all\s+)?(?:the\s+)?"
_VERIFY = r"(?:please\s+)?(?:verify|check|test|apply)\s+(?:that\s+)?(?:the\s+)?"
_ROSE = (
    r"(?:strictly\s+|monotonically\s+)?(?:increasing|decreasing|monotone|monotonic|rising|falling)"
)
_BENT = r"(?:strictly\s+)?(?:convex|concave)(?:\s+(?:up|down|upwards?|downwards?))?"
_MEAN = r"(?:lagrange(?:['’]s)?\s+)?mean[\s-]value\s+theorem"
_ROLLE = r"rolle(?:['’]s)?\s+theorem"
_GREAT = r"(?:maximum|minimum|largest|smallest|greatest|least|maxima|minima|extreme|max|min)"
_ZH_NTH = r"[一二三四五六七八九十]|\d+|[nmk]"
_ZH_ASK = r"(?:请|试)?(?:求出?|讨论|判断|判定|确定|写出|给出|研究)?\s*(?:函数|曲线)?\s*"
_ZH_ON = rf"\s*[，,]?\s*在\s*(?:闭区间|开区间|区间)?\s*{_INTERVAL}\s*(?:上|内)?"
_ZH_MEAN = r"(?:拉格朗日)?(?:微分)?中值定理"
_ZH_WAYS = r"(?:的\s*(?:正确性|条件))?"


def _theorem(en: str, zh: str, what: str) -> list[tuple[str, str]]:
    """The ways to ask for the points of a mean value theorem."""
    return [
        (rf"{_VERIFY}(?:hypotheses\s+of\s+(?:the\s+)?)?{en}\s+(?:for|to|of)\s+{_F}{_ON}", what),
        (
            rf"{_THE}(?:points?|numbers?|values?)(?:\s+\w+)?\s+(?:that\s+satisf(?:y|ies)|of|from|in|guaranteed\s+by)"
            rf"\s+(?:the\s+)?(?:conclusion\s+of\s+(?:the\s+)?)?{en}\s+(?:for|of)\s+{_F}{_ON}",
            what,
        ),
        (
            rf"{_ASK}(?:the\s+(?:values?|numbers?)\s+(?:of\s+)?)?\w{{1,2}}\s+(?:in|for|from|of)\s+(?:the\s+)?{en}"
            rf"\s+(?:for|of)\s+{_F}{_ON}",
            what,
        ),
        (rf"does\s+(?:the\s+)?{en}\s+(?:apply\s+to|hold\s+for)\s+{_F}{_ON}", what),
        (rf"(?:试)?验证\s*{zh}\s*对\s*(?:于)?(?:函数)?\s*{_F}{_ZH_ON}\s*{_ZH_WAYS}", what),
        (rf"(?:试)?(?:验证)?\s*对\s*(?:函数)?\s*{_F}{_ZH_ON}\s*验证\s*{zh}\s*{_ZH_WAYS}", what),
        (
            rf"(?:试)?(?:验证|判断)?\s*(?:函数)?\s*{_F}{_ZH_ON}\s*(?:是否)?满足\s*{zh}\s*{_ZH_WAYS}",
            what,
        ),
        (
            rf"(?:求)?\s*(?:函数)?\s*{_F}{_ZH_ON}\s*(?:满足|应用)?\s*{zh}\s*(?:中)?的\s*(?:点)?\s*"
            r"(?:\\?xi|ξ|ζ|c|中值(?:点)?)",
            what,
        ),
    ]


SHAPE_FORMS: tuple[tuple[str, str], ...] = (
    *_theorem(_MEAN, _ZH_MEAN, "mean_value"),
    *_theorem(_ROLLE, "罗尔定理", "rolle"),
    # where it rises
    (
        rf"{_THE}(?:open\s+)?intervals?\s+(?:on|in|over)?\s*(?:which|where)\s+(?:the\s+function\s+)?{_F}\s+is\s+{_ROSE}"
        rf"(?:\s+(?:and|or)\s+\w+)?",
        "monotone",
    ),
    (
        rf"{_ASK}?where\s+(?:the\s+function\s+)?{_F}\s+is\s+{_ROSE}(?:\s+(?:and|or)\s+\w+)?",
        "monotone",
    ),
    (rf"(?:on|in)\s+(?:which|what)\s+intervals?\s+is\s+{_F}\s+{_ROSE}", "monotone"),
    (rf"is\s+(?:the\s+function\s+)?{_F}\s+{_ROSE}{_ON}?", "monotone"),
    # where it bends
    (
        rf"{_THE}(?:open\s+)?intervals?\s+(?:on|in|over)?\s*(?:which|where)\s+(?:the\s+function\s+)?{_F}\s+is\s+{_BENT}"
        rf"(?:\s+(?:and|or)\s+[\w ]+)?",
        "convex",
    ),
    (
        rf"{_ASK}?where\s+(?:the\s+function\s+)?{_F}\s+is\s+{_BENT}(?:\s+(?:and|or)\s+[\w ]+)?",
        "convex",
    ),
    (rf"(?:on|in)\s+(?:which|what)\s+intervals?\s+is\s+{_F}\s+{_BENT}", "convex"),
    (rf"is\s+(?:the\s+function\s+)?{_F}\s+a\s+{_BENT}\s+function{_ON}?", "convex"),
    (
        rf"{_THE}points?\s+of\s+inflection\s+(?:of|for|on)\s+(?:the\s+(?:curve|graph\s+of)\s+)?{_F}{_ON}?",
        "convex",
    ),
    (
        rf"{_THE}inflection\s+points?\s+(?:of|for)\s+(?:the\s+(?:curve|graph\s+of)\s+)?{_F}{_ON}?",
        "convex",
    ),
    # greatest and least
    (
        rf"{_THE}(?:absolute\s+|local\s+|global\s+|relative\s+)?{_GREAT}(?:\s+(?:and|or)\s+(?:the\s+)?"
        rf"(?:absolute\s+|local\s+|global\s+|relative\s+)?{_GREAT})?(?:\s+(?:values?|points?))?\s+of\s+(?:the\s+function\s+)?{_F}{_ON}?",
        "extrema",
    ),
    (rf"{_THE}(?:critical|stationary)\s+points?\s+of\s+(?:the\s+function\s+)?{_F}", "critical"),
    (rf"(?:please\s+)?solve\s+{_F}(?:\s+for\s+(?P<x>{_NAME}))?{_ON}?", "solve"),
    (
        rf"(?:at\s+which\s+points?|where)\s+does\s+(?:the\s+(?:graph|curve)\s+(?:of\s+)?)?{_F}\s+have\s+(?:a\s+)?"
        r"horizontal\s+tangents?(?:\s+lines?)?",
        "critical",
    ),
    # expansions
    (
        rf"{_THE}taylor\s+polynomial\s+of\s+(?:degree|order)\s+(?P<n>\w+)\s+(?:for|of)\s+{_F}"
        rf"(?:,?\s+(?:at|around|about|near|centered\s+at)\s+{_POINT})",
        "taylor",
    ),
    (
        rf"{_THE}maclaurin\s+polynomial\s+of\s+(?:degree|order)\s+(?P<n>\w+)\s+(?:for|of)\s+{_F}",
        "taylor",
    ),
    (
        rf"(?:please\s+)?expand\s+{_F}\s+(?:as|in|into)\s+a\s+(?:taylor|power|maclaurin)\s+series"
        rf"(?:\s+(?:at|around|about)\s+{_POINT})?",
        "series",
    ),
    (
        rf"{_THE}second\s+(?:implicit\s+)?derivative\s+(?:y''|d\^2y/dx\^2)\s+(?:of|for|on|from|if)\s+(?:the\s+curve\s+)?{_F}",
        "implicit2",
    ),
    # Chinese
    (rf"{_ZH_ASK}{_F}\s*的\s*单调区间\s*(?:和|与|及|、|以及)\s*极值", "extrema"),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*(?:单调(?:递)?[增减]区间|增减性)", "monotone"),
    (
        rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*凹凸(?:性|区间)\s*(?:和|与|及|、|以及)\s*拐点",
        "convex",
    ),
    (rf"{_ZH_ASK}{_F}\s*的\s*拐点\s*(?:和|与|及|、|以及)\s*凹凸(?:性|区间)", "convex"),
    (rf"{_ZH_ASK}{_F}\s*的\s*(?:驻点|临界点)", "critical"),
    (
        rf"(?:请|试)?(?:将|把)?\s*(?:函数)?\s*{_F}\s*展开(?:成|为)\s*[（(]?\s*(?P<p>{_NAME})(?:\s*(?P<shift>[-+−]\s*[^)）]+))?\s*"
        r"[)）]?\s*的\s*幂级数",
        "series",
    ),
    (
        rf"{_ZH_ASK}{_F}\s*按\s*[（(]\s*(?P<p>{_NAME})\s*(?P<shift>[-+−]\s*[^)）]+)[)）]\s*的\s*幂\s*展开\s*的?\s*"
        rf"(?:带有?\S{{0,6}}余项的)?\s*(?:(?P<nth>{_ZH_NTH})\s*阶)?\s*泰勒(?:公式|多项式|展开式?)",
        "taylor",
    ),
    (
        rf"{_ZH_ASK}(?:由\s*)?(?:方程\s*)?{_F}\s*(?:所?确定的)?\s*隐函数\s*(?:y\s*)?的?二阶导数",
        "implicit2",
    ),
    (rf"{_ZH_ASK}级数\s*{_F}\s*(?:的敛散性|是否收敛)", "converges"),
)
