import string
import textwrap
from datetime import date

value, name = 1234567.891, "Zoë"
print(f"{value:,.2f}|{value:e}|{value:>15.1f}|{42:#010b}|{255:x}|{name!r:>8}|{name:*^9}|{0.256:.1%}")
print(f"{value=:.0f} {'nested ' + f'{name}'} {{}} {date(2026, 3, 1):%d.%m.%y} {[1, 2]!s} {3!r:0>3}")
print("%05d|%-6s|%+.2f|%x|%%|%c" % (42, "ab", 3.14159, 255, "z"), "{0}-{name}-{0}".format(1, name=2))
print(string.Template("$who owes $$5").substitute(who="Al"), "a,b,,c".split(","), " x ".strip() + "|")
print("ß".upper(), "ǅ".lower(), "straße".casefold() == "STRASSE".casefold(), "日本語".center(9, "."), "\u00e9" == "e\u0301")
print(textwrap.fill("the quick brown fox jumps over the lazy dog", 20))
print("a\tb".expandtabs(4), "x".join("abc"), "Hello"[::-1], "abc".translate(str.maketrans("ab", "xy")), ascii("é"))
print(1e16, 1e-5, 0.1 + 0.2, 1 / 3, float("inf"), -0.0, 2**100, 10**20 / 3, round(2.5), round(2.675, 2), 7 // -2, -7 % 3)
print(repr("it's \"q\"\n"), b"\x00\xff a", bytearray(b"x"), (1,), [], {}, set(), None, ..., 1 + 2j)
