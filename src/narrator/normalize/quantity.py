"""How numbers are written, and how a written number is spoken.

The fragments hold no groups, so a rule can build them into its own pattern.
"""

import re

from narrator.normalize.numbers import cardinal, digits, fraction_digits

SIGN = r"(?:(?<![^\s(«\[\"'=<>±~≈])[-−+±](?=\d))"
"""A sign has nothing before it but space or an opening mark, and stands at its number."""
INTEGER = r"(?:(?<!\d)\d{1,3}(?:[,٬،'’]\d{3})+(?![\d])|\d+)"
NUMBER = rf"(?:(?:{INTEGER})(?:[.٫]\d+)?)"
DASH = r"(?:\s?[-–—]\s?)"
RANGE = rf"(?:{NUMBER}(?:(?:{DASH}|\sتا\s){NUMBER})?)"
"""One number or two: ۱۰, ۱۰-۱۵, ۱۰ تا ۱۵."""

_MARKS = re.compile(r"[,٬،'’\s]")
_SIGNS = {"-": "منفی ", "−": "منفی ", "+": "مثبت ", "±": "مثبت و منفی "}
_BETWEEN = re.compile(r"(?<=\d)(?:\s?[-–—]\s?|\sتا\s)(?=\d)")


def speak(written: str) -> str:
    """``"-12,500.7"`` -> «منفی دوازده هزار و پانصد ممیز هفت»; ``"10-15"`` -> «ده تا پانزده»."""
    return " تا ".join(_speak_one(number) for number in _BETWEEN.split(written))


def _speak_one(written: str) -> str:
    sign = _SIGNS.get(written[0], "")
    whole, point, fraction = re.sub("[٫/]", ".", written.lstrip("-−+±")).partition(".")
    whole = _MARKS.sub("", whole)
    if not point:
        leading = len(whole) > 1 and whole.startswith("0")
        return sign + (digits(whole) if leading else cardinal(whole))
    return f"{sign}{cardinal(whole)} ممیز {fraction_digits(fraction)}"
