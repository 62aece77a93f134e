"""How numbers are written, and how a written number is spoken.

The fragments hold no groups, so a rule can build them into its own pattern.
"""

import re
from functools import lru_cache

from narrator.normalize.numbers import cardinal, digits, fraction_digits

SIGN = r"(?:(?<![^\s(«\[\"'=<>±~≈])[-+±](?=\d))"
"""A sign has nothing before it but space or an opening mark, and stands at its number."""
WHOLE = r"(?:(?<!\d)\d{1,3}(?:[,٬،'’]\d{3}){1,8}(?!\d)|(?<!\d)\d++)"
NUMBER = rf"(?:{WHOLE}(?:[.٫]\d++)?)"
AMOUNT = rf"(?:{WHOLE}(?:[.٫/]\d++)?)"
"""Before a unit a slash is a decimal point: ۴/۲ درصد."""
BETWEEN = r"(?:\s?[-–—~]\s?|\sتا\s|\sالی\s)"
RANGE = rf"(?:{SIGN}?{AMOUNT}(?:{BETWEEN}{SIGN}?{AMOUNT})?)"
"""One amount or two: ۱۰, ۱۰-۱۵, ۱۰ تا ۱۵."""

_MARKS = re.compile(r"[,٬،'’\s]")
_POINTS = str.maketrans("٫/", "..")
_SIGNS = {"-": "منفی ", "+": "مثبت ", "±": "مثبت و منفی "}
_DASHED = re.compile(r"\d\s?[-–—~]\s?\d")
_SPLIT = re.compile(rf"(?<=\d){BETWEEN}(?=[-+±]?\d)")


@lru_cache(maxsize=4096)
def speak(written: str) -> str:
    """``"-12,500.7"`` -> «منفی دوازده هزار و پانصد ممیز هفت»; ``"10-15"`` -> «ده تا پانزده»."""
    numbers = _SPLIT.split(written)
    # Set from right to left, ۹۰-۷۰ is seventy to ninety.
    if len(numbers) == 2 and _DASHED.search(written) and _value(numbers[0]) > _value(numbers[1]):
        numbers.reverse()
    return " تا ".join(map(_speak_one, numbers))


def _value(written: str) -> float:
    return float(_MARKS.sub("", written).translate(_POINTS).lstrip("±").replace("..", "."))


def _speak_one(written: str) -> str:
    sign = _SIGNS.get(written[0], "")
    number = _MARKS.sub("", written.lstrip("-+±")).translate(_POINTS)
    if number.count(".") > 1:  # 1.200.000
        number = number.replace(".", "")
    whole, point, fraction = number.partition(".")
    if not point:
        leading = len(whole) > 1 and whole.startswith("0")
        return sign + (digits(whole) if leading else cardinal(whole))
    return f"{sign}{cardinal(whole)} ممیز {fraction_digits(fraction)}"
