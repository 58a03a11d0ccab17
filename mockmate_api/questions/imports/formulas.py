r"""Formulas as people read them: simple TeX as plain characters, and powers that lost their sign (`109` for 10^9)."""

# ruff: noqa: RUF001 - signs of formulas, each the one that is meant

from __future__ import annotations

import html
import re
from functools import partial

_SIGNS = {
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "cdot": "·",
    "times": "×", "div": "÷", "pm": "±", "ldots": "…", "dots": "…", "cdots": "…", "dotsc": "…",
    "infty": "∞", "in": "∈", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "log": "log", "ln": "ln", "min": "min", "max": "max", "sum": "∑", "prod": "∏",
    "bmod": "mod", "mod": "mod", "gcd": "gcd", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε",
    "pi": "π", "theta": "θ", "lambda": "λ", "sigma": "σ", "omega": "ω", "Theta": "Θ", "Omega": "Ω", "Sigma": "Σ",
    "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "oplus": "⊕", "land": "∧", "lor": "∨", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "mid": "|", "ell": "ℓ", "circ": "°", "approx": "≈", "equiv": "≡",
    "left": "", "right": "", "big": "", "Big": "", "displaystyle": "", "quad": " ", "qquad": " ", "forall": "∀",
}  # fmt: skip
_POWERS = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")
_WRAPPED = re.compile(
    r"\\(?:text|textrm|texttt|textbf|textit|mathrm|mathit|mathbf|mathtt|mathcal|mbox|operatorname)\s*\{([^{}]*)\}"
)


def readable(formula: str) -> str:
    """Return a formula without TeX; one with commands that are not known here keeps them."""
    text = formula.replace("\\{", "{ ").replace("\\}", " }") if "\\{" in formula else formula
    text = _WRAPPED.sub(r"\1", text)
    text = re.sub(r"\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"(\1)/(\2)", text)
    text = re.sub(r"\\sqrt\s*\{([^{}]*)\}", r"√(\1)", text)
    text = re.sub(r"\\([A-Za-z]+)[ \t]*", _sign, text)
    text = re.sub(r"\\[,;: !]", " ", text).replace("\\%", "%").replace("\\_", "_").replace("\\&", "&")
    text = re.sub(r"\^(?:\{([0-9n+-]+)\}|([0-9n]))", lambda found: (found[1] or found[2]).translate(_POWERS), text)
    text = re.sub(r"([_^])\{([^{},\s]+)\}", r"\1\2", text)
    return " ".join(text.replace("~", " ").split())


def _sign(found: re.Match[str]) -> str:
    if found[1] not in _SIGNS:
        return found[0]
    sign = _SIGNS[found[1]]
    return f"{sign} " if sign and not sign.isalpha() else f" {sign} " if sign else ""


def in_markdown(text: str) -> str:
    """Return Markdown whose formulas between `$` are code; blocks of code stay as they are."""
    parts = re.split(r"(```.*?```|`[^`\n]*`)", text, flags=re.DOTALL)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(
            r"(?<![\\$])(\${1,3})(?!\s)([^$\n]+?)(?<![\s\\])\1(?!\d)", lambda found: as_code(found[2]), parts[index]
        )
    return "".join(parts)


def as_code(formula: str) -> str:
    """Return a formula as inline code."""
    plain = readable(formula)
    return f"`{plain}`" if plain and "`" not in plain else plain


def without_html(text: str) -> str:
    """Return text with Markdown for HTML: code, powers, indices, emphasis and lists; other tags are dropped."""
    text = re.sub(r"<sup>\s*([^<]*?)\s*</sup>", r"^\1", text)
    text = re.sub(r"<sub>\s*([^<]*?)\s*</sub>", r"_\1", text)
    text = re.sub(
        r"<pre>(.{0,5000}?)</pre>", lambda found: f"\n```\n{_plain(found[1]).strip()}\n```\n", text, flags=re.DOTALL
    )
    text = re.sub(r"</?code>", "`", text)
    text = re.sub(r"</?(?:b|strong)>", "**", text)
    text = re.sub(r"</?(?:i|em)>", "*", text)
    text = re.sub(r"\s*<li>\s*", "\n- ", text)
    text = re.sub(r"<br\s*/?>|</p>|</div>|</ul>|</ol>", "\n", text)
    return html.unescape(_plain(text)).replace("\u200b", "").replace("\xa0", " ").strip()


def _plain(text: str) -> str:
    return re.sub(r"</?[A-Za-z][^<>]*>", "", text)


_TEN = r"10([2-9]|1[0-8])"
_TWO = r"2(3[0-2]|6[234])"
_LOST_POWERS = (
    (re.compile(rf"(?<![\w.^*]){_TEN}(?![\w.^])"), 10),
    (re.compile(rf"(?<=\* ){_TEN}(?![\w.^])"), 10),
    (re.compile(rf"(?<![\w.^*]){_TWO}(?= ?- ?1\b|\b(?!\s*\*))(?![\w.^])"), 2),
)
_NEGATIVE_POWER = re.compile(r"(?<![\w.^-])10-([1-9])(?![\w.])")
_HUGE = re.compile(r"<|range|At most|exceed|within|modulo|fits? in|\bbetween\b")


def with_powers(text: str) -> tuple[str, list[str]]:
    """Return a constraint whose powers of ten and two have their sign again, and what was changed, `109 → 10^9`.

    Collections lose superscripts: `-109 <= x <= 109` was -10^9 and 10^9. A number such as 105 is read as 10^5, since
    hardly any limit is 105; 100 and 1000 stay what they are.
    """
    changes = list[str]()
    if "^" in text or not _HUGE.search(text):
        return text, changes
    for pattern, base in _LOST_POWERS:
        text = pattern.sub(partial(_power, base=base, changes=changes), text)
    return _NEGATIVE_POWER.sub(lambda found: _power(found, 10, changes, sign="-"), text), changes


def _power(found: re.Match[str], base: int, changes: list[str], sign: str = "") -> str:
    restored = f"{base}^{sign}{found[1]}"
    changes.append(f"{found[0]} → {restored}")
    return restored


def prompt_with_powers(text: str) -> tuple[str, list[str]]:
    """Return a prompt whose `109 + 7` and `10-5` have their sign again, and what was changed."""
    changes = list[str]()
    text = re.sub(r"(?<![\w.^])10(9) ?(?=\+ ?7\b)", lambda found: _power(found, 10, changes) + " ", text)
    text = _NEGATIVE_POWER.sub(lambda found: _power(found, 10, changes, sign="-"), text)
    return re.sub(rf"(?<![\w.^]){_TWO}(?= ?- ?1\b)", lambda found: _power(found, 2, changes), text), changes
