"""Roman numerals.

>>> to_roman(1994)
'MCMXCIV'
"""


def to_roman(number):
    """Return a number as Roman numerals.

    >>> to_roman(4)
    'IV'
    >>> to_roman(0)
    'nothing'
    """
    values = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X"}
    values |= {9: "IX", 5: "V", 4: "IV", 1: "I"}
    text = ""
    for value, letters in values.items():
        while number >= value:
            text, number = text + letters, number - value
    return text


if __name__ == "__main__":
    import doctest
    import io
    from contextlib import redirect_stdout

    with redirect_stdout(io.StringIO()) as report:
        result = doctest.testmod()
    print(result.failed, result.attempted)
    print([line.strip() for line in report.getvalue().splitlines() if "nothing" in line or "Got" in line])
