"""What the command line says of itself: commands, examples, options."""

from __future__ import annotations

from tuidao.text import Text

ABOUT = Text(
    "Work a problem in checked steps, check what others wrote, look up the rules.",
    "分步求解并逐步检查；检查别人写的式子；查阅规则。",
)
SOLVE = Text("work a problem, every step checked", "解题，每一步都经过检查")
SOLVE_EXAMPLES = Text(
    """examples:
  tuidao solve 'lim x->0 (1-cos x)/x^2'
  tuidao solve 'the derivative of x^2 sin x'
  tuidao solve 'limit((1 - cos(x))/x**2, x, 0)' --lang zh --steps all
  tuidao solve '\\frac{d}{dx} \\ln(x^2+1)'
  tuidao solve 'diff(cos(x), x)' --by definition
  tuidao solve 'limit(a**x, x, oo)' --given 'a > 1'
  tuidao solve 'smoothness(Piecewise((6*x**2, x >= 0), (12*x**2, True)), x, 0)'
  tuidao solve 'diff(sin(x)/x, x)' --format json > solution.json

exit code: 0 answered, 1 no answer found, 2 the problem cannot be read""",
    """例子：
  tuidao solve 'lim x->0 (1-cos x)/x^2'
  tuidao solve '求 x^2 sin x 的导数'
  tuidao solve 'limit((1 - cos(x))/x**2, x, 0)' --lang zh --steps all
  tuidao solve '\\frac{d}{dx} \\ln(x^2+1)'
  tuidao solve 'diff(cos(x), x)' --by definition
  tuidao solve 'limit(a**x, x, oo)' --given 'a > 1'
  tuidao solve 'smoothness(Piecewise((6*x**2, x >= 0), (12*x**2, True)), x, 0)'
  tuidao solve 'diff(sin(x)/x, x)' --format json > solution.json

退出码：0 求得答案，1 没有求出答案，2 题目无法读懂""",
)
CHECK = Text(
    "check every formula of documents (.md, .tex, .txt)", "检查文档（.md、.tex、.txt）中的每个式子"
)
CHECK_EXAMPLES = Text(
    """examples:
  tuidao check notes.md
  tuidao check chapter1.tex chapter2.tex --format github
  tuidao check --statement '(x+1)^2 = x^2 + 2x + 1'
  tuidao check --statement 'log(a*b) = log(a) + log(b)' --given 'a > 0, b > 0'
  cat notes.md | tuidao check -

exit code: 0 nothing refuted, 1 something refuted, 2 cannot read""",
    """例子：
  tuidao check notes.md
  tuidao check chapter1.tex chapter2.tex --format github
  tuidao check --statement '(x+1)^2 = x^2 + 2x + 1'
  tuidao check --statement 'log(a*b) = log(a) + log(b)' --given 'a > 0, b > 0'
  cat notes.md | tuidao check -

退出码：0 没有发现错误，1 发现错误，2 无法读懂""",
)
RULES = Text("list, search and explain the rules", "列出、搜索、讲解规则")
RULES_EXAMPLES = Text(
    """examples:
  tuidao rules                    every rule, by chapter
  tuidao rules deriv_mul          what it says, when it holds, where it breaks
  tuidao rules chain              the rules that speak of it
  tuidao rules deriv_mul --proof  its proof, step by step, where there is one""",
    """例子：
  tuidao rules                    按章列出全部规则
  tuidao rules deriv_mul          规则的内容、条件和失效之处
  tuidao rules 链式                搜索有关的规则
  tuidao rules deriv_mul --proof  逐步的证明（如有）""",
)
VERIFY = Text("replay certificates", "重放证书")
VERIFY_EXAMPLES = Text(
    """examples:
  tuidao solve 'diff(x*sin(x), x)' --format json > solution.json
  tuidao verify solution.json

exit code: 0 every step stands, 1 a step does not, 2 the certificate is damaged""",
    """例子：
  tuidao solve 'diff(x*sin(x), x)' --format json > solution.json
  tuidao verify solution.json

退出码：0 每一步都成立，1 有一步不成立，2 证书已损坏""",
)
ARGUMENTS = {
    "problem": Text("plain text, LaTeX, or a question in words", "普通写法、LaTeX，或用文字提问"),
    "given": Text(
        "side facts, as in 'a > 0, n in Integers'", "已知条件，如 'a > 0, n in Integers'"
    ),
    "by": Text(
        "work a derivative or a limit from its definition; convexity by rules or slope; ∂/∂z_i in cases",
        "求解方法：由定义；凹凸性用法则或斜率；∂/∂z_i 分情形",
    ),
    "steps": Text("fold sub-derivations or show them", "折叠或展开子推导"),
    "lang": Text("the language of the answer", "答案的语言"),
    "format": Text("how to write the result", "输出格式"),
    "file": Text("files to read; - is standard input", "要读的文件；- 表示标准输入"),
    "statement": Text("check one statement instead of a file", "检查一个式子而不是文件"),
    "words": Text("a rule's name, or words to search for", "规则的名字，或要搜索的词"),
    "proof": Text("print the rule's proof", "打印规则的证明"),
    "certificate": Text("certificates (JSON) to replay", "要重放的证书（JSON）"),
    "fix": Text("write accepted repairs into the files", "把采纳的修改写回文件"),
}
