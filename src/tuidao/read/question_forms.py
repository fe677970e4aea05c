"""The forms in which people put questions in words, English and Chinese, and the problems they mean."""

from __future__ import annotations

from tuidao.read.question_shapes import SHAPE_FORMS

# Pieces of the patterns: f the formula, x the variable, p = a the point, on the interval, n the order.
_F = r"(?P<f>\S.*?)"
_NAME = r"\\?[A-Za-z]\w*"
_POINT = rf"(?:(?P<p>{_NAME})\s*=\s*)?(?P<a>\S.*?)"
_NTH = r"first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|[nmk]-?th"
_BY = rf"(?:,?\s+(?:with respect to|w\.?\s?r\.?\s?t\.?|as a function of|in)\s+(?P<x>{_NAME}))?"
_AT = rf"(?:,?\s+(?:at|around|about|near)\s+(?:the\s+point\s+)?{_POINT})"
_ON = r"(?:,?\s+(?:on|over|in)\s+(?:the\s+interval\s+)?(?P<on>[\[(].+[\])]))"
_TO = rf"(?:,?\s+(?:from|between)\s+(?:(?P<p>{_NAME})\s*=\s*)?(?P<a>\S.*?)\s+(?:to|and)\s+(?P<b>\S.*?))"
_ORDER = (
    r"(?:,?\s+(?:of|to|up to|with)?\s*(?:the\s+)?(?:order|degree)\s+(?P<n>\w+)|"
    rf",?\s+(?:to|up to)\s+(?:the\s+)?(?P<m>{_NTH})\s+(?:order|degree))"
)
_THE = (
    r"(?:(?:please\s+)?(?:find|compute|calculate|evaluate|determine|work out|give|show me|what is|what are|what's)"
    r"\s+)?(?:the\s+)?"
)
_ZH_NTH = r"[一二三四五六七八九十]|\d+|[nmk]"
_ZH_ASK = r"(?:请)?(?:试?求出?|计算|讨论|判断|确定|写出|给出|研究|问)?\s*(?:(?:函数|曲线)\s*)?"
_ZH_AT = rf"\s*[，,]?\s*(?:在|于|当)\s*(?:点)?\s*{_POINT}\s*(?:这一?点|点|处|时)*"
_ZH_ON = r"\s*[，,]?\s*在(?:区间)?\s*(?P<on>[\[(].+[\])])\s*(?:上|内)?"
_ZH_TO = rf"\s*[，,]?\s*从\s*(?:(?P<p>{_NAME})\s*=\s*)?(?P<a>\S.*?)\s*到\s*(?P<b>\S.*?)"
_ZH_BY = rf"\s*(?:(?:关于|对)\s*(?:变量)?\s*(?P<x>{_NAME}))?"
_FROM = (
    r"(?:from\s+(?:first\s+principles|the\s+(?:limit\s+)?definition)|by\s+(?:the\s+)?definition)"
)
_PROVE = r"(?:please\s+)?(?:prove|show)(?:\s+that)?\s+"
_ZH_PROVE = r"(?:请|试)?(?:求证|证明)\s*(?:不等式|等式)?\s*[:：]?\s*"
_ZH_THEN = r"(?:则|那么|恒?有|都有)?\s*"
_IF = r"(?P<c>[^\s,，（()）].*?[<>=≤≥≠∈].*?)"
_TENDS = (
    rf"(?P<p>{_NAME})\s*"
    r"(?:->|→|\\(?:right)?arrow|\\to\b|approaches|tends\s+to|goes\s+to|趋于|趋近于|趋向于?)\s*"
)
_SIDE = r"(?:\s+from\s+(?:the\s+)?(?P<side>left|right|below|above))?"

# What is asked, as a pattern of the whole text, and the kind of problem; the first row that fits is taken.
FORMS: tuple[tuple[str, str], ...] = (
    *SHAPE_FORMS,
    # English
    (rf"(?:substitute|put)\s+(?P<p>{_NAME})\s*=\s*(?P<a>\S.*?)\s+in(?:to)?\s+{_F}", "substitute"),
    (rf"{_THE}derivative\s+of\s+{_F}{_BY}{_AT}?,?\s+{_FROM}", "definition"),
    (rf"(?:please\s+)?differentiate\s+{_F}{_BY}{_AT}?,?\s+{_FROM}", "definition"),
    (
        rf"(?:use|using)\s+the\s+(?:limit\s+)?definition(?:\s+of\s+the\s+derivative)?,?\s+(?:to\s+)?{_THE}derivative\s+of\s+{_F}{_BY}{_AT}?",
        "definition",
    ),
    (
        rf"(?:use|using)\s+the\s+(?:limit\s+)?definition(?:\s+of\s+the\s+derivative)?,?\s+(?:to\s+)?differentiate\s+{_F}{_BY}{_AT}?",
        "definition",
    ),
    (rf"{_THE}limit\s+(?:of\s+)?{_F}\s+(?:as|when|for)\s+{_TENDS}(?P<a>\S.*?){_SIDE}", "limit"),
    (rf"(?:as|when)\s+{_TENDS}(?P<a>\S.*?){_SIDE},\s+{_THE}limit\s+(?:of\s+)?{_F}", "limit"),
    (
        rf"{_THE}(?:(?P<nth>{_NTH})\s+)?(?:partial\s+)?derivative\s+of\s+{_F}{_BY}{_AT}?",
        "diff",
    ),
    (rf"(?:please\s+)?differentiate\s+{_F}{_BY}{_AT}?", "diff"),
    (
        rf"{_THE}(?:definite\s+|indefinite\s+)?(?:integral|antiderivative|primitive)\s+of\s+{_F}{_BY}(?:{_TO}|{_ON})?",
        "integrate",
    ),
    (rf"(?:please\s+)?integrate\s+{_F}{_BY}(?:{_TO}|{_ON})?", "integrate"),
    (rf"{_THE}(?:mean|average)(?:\s+value)?\s+of\s+{_F}(?:{_TO}|{_ON})", "average"),
    (rf"{_THE}area\s+under\s+{_F}(?:{_TO}|{_ON})", "integrate"),
    (rf"{_THE}riemann\s+sums?\s+of\s+{_F}(?:{_TO}|{_ON})", "riemann"),
    (
        rf"{_THE}(?:(?P<nth>{_NTH})[\s-]+(?:order|degree)\s+)?taylor\s+(?:polynomial|expansion)\s+of\s+{_F}{_AT}{_ORDER}?",
        "taylor",
    ),
    (
        rf"{_THE}(?:(?P<nth>{_NTH})[\s-]+(?:order|degree)\s+)?maclaurin\s+(?:polynomial|expansion)\s+of\s+{_F}{_ORDER}?",
        "taylor",
    ),
    (rf"{_THE}(?:taylor|power)\s+series\s+of\s+{_F}{_AT}", "series"),
    (rf"{_THE}maclaurin\s+series\s+of\s+{_F}", "series"),
    (
        rf"{_THE}tangent(?:\s+line)?\s+(?:to|of)\s+(?:the\s+(?:curve|graph\s+of)\s+)?{_F}{_AT}",
        "tangent",
    ),
    (rf"{_THE}(?:natural\s+)?domain\s+of\s+{_F}", "domain"),
    (rf"{_THE}(?:range|image)\s+of\s+{_F}{_ON}?", "range"),
    (
        rf"where\s+is\s+{_F}\s+(?:increasing|decreasing|monotone)(?:\s+(?:and|or)\s+\w+)?{_ON}?",
        "monotone",
    ),
    (
        rf"{_THE}(?:monotonicity|intervals?\s+of\s+(?:monotonicity|increase(?:\s+and\s+decrease)?))\s+of\s+{_F}{_ON}?",
        "monotone",
    ),
    (rf"where\s+is\s+{_F}\s+(?:convex|concave)(?:\s+(?:and|or)\s+\w+)?{_ON}?", "convex"),
    (rf"is\s+{_F}\s+(?:convex|concave){_ON}?", "convex"),
    (rf"{_THE}(?:convexity|concavity|inflection\s+points?)\s+of\s+{_F}{_ON}?", "convex"),
    (
        rf"{_THE}(?:local\s+|global\s+)?(?:extrema|extreme\s+values?|maximum(?:\s+and\s+minimum)?|minimum|maxima|minima)"
        rf"\s+of\s+{_F}{_ON}?",
        "extrema",
    ),
    (rf"{_THE}(?:real\s+)?(?:zeros|zeroes|roots)\s+of\s+{_F}{_ON}?", "zeros"),
    (
        rf"(?:please\s+)?solve\s+(?:the\s+)?(?:equation|inequality)\s+{_F}(?:\s+for\s+(?P<x>{_NAME}))?{_ON}?",
        "solve",
    ),
    (
        rf"{_THE}(?:real\s+)?(?:solutions?|roots?)\s+of\s+(?:the\s+)?(?:equation|inequality)\s+{_F}{_ON}?",
        "solve",
    ),
    (rf"{_THE}gradient\s+of\s+{_F}", "gradient"),
    (rf"{_THE}hessian(?:\s+matrix)?\s+of\s+{_F}", "hessian"),
    (rf"{_THE}total\s+differential\s+of\s+{_F}", "total"),
    (rf"{_THE}(?:total\s+)?differential\s+of\s+{_F}", "differential"),
    (rf"is\s+{_F}\s+continuous{_AT}", "continuity"),
    (rf"{_THE}continuity\s+of\s+{_F}{_AT}", "continuity"),
    (rf"(?:is|how\s+often\s+is)\s+{_F}\s+differentiable{_AT}", "smoothness"),
    (rf"is\s+(?:the\s+series\s+)?{_F}\s+convergent", "converges"),
    (rf"{_THE}(?:radius|interval|region)\s+of\s+convergence\s+of\s+{_F}", "convergence"),
    (rf"for\s+which\s+(?P<x>{_NAME})\s+does\s+{_F}\s+converge", "convergence"),
    (
        rf"{_THE}(?:dy/dx|implicit\s+derivative)\s+(?:of|for|on|from)\s+(?:the\s+curve\s+)?{_F}",
        "implicit",
    ),
    (rf"does\s+{_F}\s+converge", "converges"),
    (rf"{_PROVE}{_F},?\s+for\s+(?:all|every|any)\s+(?:real\s+)?(?:numbers?\s+)?{_NAME}", "prove"),
    (
        rf"{_PROVE}{_F},?\s+(?:for|if|when|whenever|where)\s+(?:all\s+|every\s+|any\s+)?{_IF}",
        "prove_if",
    ),
    (
        rf"{_PROVE}(?:for|if|when|whenever)\s+(?:all\s+|every\s+|any\s+)?{_IF},?\s+(?:then|we\s+have)\s+{_F}",
        "prove_if",
    ),
    (rf"{_PROVE}(?:for|if|when|whenever)\s+(?:all\s+|every\s+|any\s+)?{_IF},\s+{_F}", "prove_if"),
    (rf"{_PROVE}{_F}", "prove"),
    (rf"(?:please\s+)?(?:find|compute|calculate|evaluate|work\s+out|what\s+is)\s+{_F}", "itself"),
    # Chinese
    (
        rf"(?:在|将)\s*{_F}\s*中\s*(?:令|代入|取|把)?\s*(?P<p>{_NAME})\s*(?:=|代为|换成)\s*(?P<a>\S.*?)",
        "substitute",
    ),
    (
        rf"(?:请)?(?:用|按|由|根据|利用)\s*(?:导数|极限)?的?定义\s*[，,]?\s*{_ZH_ASK}{_F}(?:{_ZH_AT})?\s*的?\s*导数",
        "definition",
    ),
    (rf"{_ZH_ASK}{_F}\s*[，,]?\s*当\s*{_TENDS}(?P<a>\S.*?)\s*时?\s*的极限(?:值)?", "limit"),
    (rf"(?:求)?当\s*{_TENDS}(?P<a>\S.*?)\s*时\s*[，,]?\s*(?:函数)?{_F}\s*的极限(?:值)?", "limit"),
    (
        rf"{_ZH_ASK}{_F}(?:{_ZH_AT})?{_ZH_BY}\s*的\s*(?:(?P<nth>{_ZH_NTH})\s*阶)?偏?导(?:数|函数)?(?:值)?",
        "diff",
    ),
    (
        rf"(?:请)?对\s*{_F}\s*(?:关于\s*(?P<x>{_NAME})\s*)?求(?:(?P<nth>{_ZH_NTH})\s*阶)?导(?:数)?",
        "diff",
    ),
    (
        rf"{_ZH_ASK}{_F}(?:{_ZH_TO}|{_ZH_ON})?{_ZH_BY}\s*的\s*(?:不?定积分|积分|原函数)",
        "integrate",
    ),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_TO}|{_ZH_ON})\s*的\s*(?:积分)?平均值", "average"),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_TO}|{_ZH_ON})\s*的\s*黎曼和(?:的?极限)?", "riemann"),
    (
        rf"{_ZH_ASK}{_F}{_ZH_AT}\s*的\s*(?:(?P<nth>{_ZH_NTH})\s*阶)?\s*泰勒(?:展开式?|多项式|公式)",
        "taylor",
    ),
    (
        rf"{_ZH_ASK}{_F}\s*的\s*(?:(?P<nth>{_ZH_NTH})\s*阶)?\s*麦克劳林(?:展开式?|多项式|公式)",
        "taylor",
    ),
    (rf"{_ZH_ASK}{_F}{_ZH_AT}\s*的\s*(?:泰勒|幂)级数", "series"),
    (rf"{_ZH_ASK}{_F}\s*的\s*(?:麦克劳林|幂)级数", "series"),
    (rf"{_ZH_ASK}{_F}{_ZH_AT}\s*的\s*切线(?:方程)?", "tangent"),
    (rf"{_ZH_ASK}{_F}\s*的\s*(?:自然)?定义域", "domain"),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*值域", "range"),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*单调(?:性|区间)", "monotone"),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*(?:凹凸(?:性|区间)|凸性|拐点)", "convex"),
    (
        rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*(?:极值|最值|极大值|极小值|最大值|最小值)(?:[和与](?:极|最)[大小]值)?",
        "extrema",
    ),
    (rf"(?:请)?(?:求解|解)(?:方程|不等式)\s*[:：]?\s*{_F}(?:{_ZH_ON})?", "solve"),
    (
        rf"{_ZH_ASK}(?:方程|不等式)\s*{_F}(?:{_ZH_ON})?\s*的\s*(?:实?根|实?数?解|解集)",
        "solve",
    ),
    (rf"{_ZH_ASK}{_F}(?:{_ZH_ON})?\s*的\s*(?:零点|实?根)", "zeros"),
    (rf"{_ZH_ASK}{_F}\s*的\s*梯度", "gradient"),
    (rf"{_ZH_ASK}{_F}\s*的\s*(?:黑塞|海森|海塞)矩阵", "hessian"),
    (rf"{_ZH_ASK}{_F}\s*的\s*全微分", "total"),
    (rf"{_ZH_ASK}(?:幂?级数\s*)?{_F}\s*的\s*收敛(?:半径|域|区间)", "convergence"),
    (
        rf"{_ZH_ASK}(?:由\s*)?(?:方程\s*)?{_F}\s*(?:所?确定的)?\s*隐函数\s*(?:y\s*)?的?导数",
        "implicit",
    ),
    (rf"{_ZH_ASK}{_F}\s*的\s*全?微分", "differential"),
    (rf"{_ZH_ASK}{_F}{_ZH_AT}\s*(?:的连续性|是否连续)", "continuity"),
    (rf"{_ZH_ASK}{_F}{_ZH_AT}\s*(?:的可[导微]性|是否可[导微])", "smoothness"),
    (rf"{_ZH_ASK}{_F}\s*(?:的敛散性|是否收敛)", "converges"),
    (rf"{_ZH_ASK}{_F}\s*的和(?:函数)?", "itself"),
    (
        rf"{_ZH_PROVE}对于?\s*(?:任意|一切|所有)的?\s*(?:实数)?\s*{_NAME}(?:\s*[,，、]\s*{_NAME})*\s*(?:[,，]|都有|恒?有)\s*{_ZH_THEN}{_F}",
        "prove",
    ),
    (
        rf"{_ZH_PROVE}(?:当|若|如果|对于?)\s*(?:任意|一切|所有)?\s*{_IF}\s*(?:时|，|,)\s*[，,]?\s*{_ZH_THEN}{_F}",
        "prove_if",
    ),
    (rf"{_ZH_PROVE}{_IF}\s*时\s*[，,]?\s*{_ZH_THEN}{_F}", "prove_if"),
    (rf"{_ZH_PROVE}{_F}\s*[，,]\s*(?:其中\s*)?{_IF}", "prove_if"),
    (rf"{_ZH_PROVE}{_F}\s*[（(]\s*{_IF}\s*[)）]", "prove_if"),
    (rf"(?:设|若|已知|当)\s*{_IF}\s*时?\s*[，,]\s*{_ZH_PROVE}{_F}", "prove_if"),
    (rf"{_ZH_PROVE}{_F}", "prove"),
    (
        r"(?:请|试)?(?:求|计算|求解|解)(?:出)?\s*(?:极限|导数|偏导数|不定积分|定积分|积分|和|下列?(?:极限|导数|积分))?"
        rf"\s*[:：]?\s*{_F}(?:的值)?",
        "itself",
    ),
)
PROBLEMS: dict[str, str] = {
    "limit": "limit({f}, {x}, {a}{side})",
    "diff": "diff({f}, {x}{n}{at})",
    "definition": "by_definition(diff({f}, {x}{at}))",
    "integrate": "integrate({f}, {over})",
    "average": "average({f}, {over})",
    "riemann": "riemann({f}, {over})",
    "taylor": "taylor({f}, {x}, {a}, {order})",
    "series": "series({f}, {x}, {a})",
    "tangent": "tangent({f}, {x}, {a})",
    "domain": "domain({f}, {x})",
    "range": "range({f}, {over})",
    "monotone": "monotone({f}, {over})",
    "convex": "convex({f}, {over})",
    "extrema": "extrema({f}, {over})",
    "zeros": "zeros({f}, {over})",
    "solve": "solve({f}, {over})",
    "gradient": "gradient({f}, {all})",
    "hessian": "hessian({f}, {all})",
    "differential": "differential({f}, {x})",
    "continuity": "continuity({f}, {x}, {a})",
    "smoothness": "smoothness({f}, {x}, {a})",
    "converges": "converges({f})",
    "convergence": "convergence({f})",
    "total": "differential({f}, {all})",
    "implicit": "implicit({f}, x, y)",
    "implicit2": "implicit({f}, x, y, 2)",
    "critical": "solve(diff({f}, {x}) = 0, {x})",
    "mean_value": "mean_value({f}, {range})",
    "rolle": "rolle({f}, {range})",
    "prove": "prove({f})",
    "prove_if": "prove({c} => {f})",
    "itself": "{f}",
    "substitute": "{f}",
}
