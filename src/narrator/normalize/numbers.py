"""Numbers in Persian words: num2fawords, with its slips mended in this one place."""

from collections.abc import Sequence

from num2fawords import words

_BILLION = 10**9
_LIMIT = 18
_LONG_FRACTION = 3
_LISTENABLE = 100
_IRREGULAR = {"سه": "سوم", "سی": "سی‌ام"}


def cardinal(number: int | str) -> str:
    """``1403`` -> «هزار و چهارصد و سه»; from 10**18 up, digit by digit.

    A trillion is «هزار میلیارد», as Iranian newsreaders say; num2fawords' «بیلیون»
    is not understood.
    """
    written = str(number).lstrip("0") or "0"
    if written.startswith("-"):
        return "منفی " + cardinal(written[1:])
    if len(written) > _LIMIT:
        return digits(written)
    billions, rest = divmod(int(written), _BILLION)
    if not billions:
        return _small(rest)
    head = ("یک" if billions == 1 else cardinal(billions)) + " میلیارد"
    return f"{head} و {_small(rest)}" if rest else head


def ordinal(number: int) -> str:
    """``3`` -> «سوم», ``30`` -> «سی‌ام», ``1`` -> «یکم»."""
    head, space, last = cardinal(number).rpartition(" ")
    return head + space + _IRREGULAR.get(last, last + "م")


def rank(number: int) -> str:
    """Like ``ordinal``, but «اول» for the first: of a month, a century, of kings."""
    return "اول" if number == 1 else ordinal(number)


def digits(written: str) -> str:
    """``"007"`` -> «صفر صفر هفت»: one word a digit, as long as anyone would listen."""
    if len(written) > _LISTENABLE:
        return f"عددی {cardinal(len(written))} رقمی"
    return " ".join(_DIGITS[digit] for digit in written)


def zeros(written: str) -> str:
    """``"021"`` -> «صفر بیست و یک»: the zeros in front, then a number."""
    rest = written.lstrip("0")
    parts = ["صفر"] * (len(written) - len(rest))
    return " ".join([*parts, cardinal(rest)] if rest else parts)


def grouped(written: str, sizes: Sequence[int]) -> str:
    """``("09121234567", (4, 3, 2))`` -> «صفر نهصد و دوازده، صد و بیست و سه، چهل و پنج، …».

    The last size is used for all that is left. Groups of one digit are not parted by commas.
    """
    parts: list[str] = []
    at = 0
    while at < len(written):
        size = sizes[min(len(parts), len(sizes) - 1)]
        parts.append(zeros(written[at : at + size]))
        at += size
    return (" " if max(sizes) == 1 else "، ").join(parts)


def fraction_digits(written: str) -> str:
    """What follows «ممیز»: short ones as a number, long ones digit by digit."""
    return zeros(written) if len(written) <= _LONG_FRACTION else digits(written)


def _small(number: int) -> str:
    # A reader says «هزار» and «صد», not «یک هزار» and «یکصد».
    spoken: str = words(number)
    if 1000 <= number < 2000:
        spoken = spoken.removeprefix("یک ")
    return spoken.replace("یکصد", "صد")


_DIGITS = {str(digit): words(digit) for digit in range(10)}
NUMBER_WORDS = frozenset(
    word
    for number in (*range(100), *range(100, 1000, 100), 10**3, 10**6, 10**9)
    for word in cardinal(number).split()
)
"""The words that numbers are made of, which a text may hold in place of digits."""
