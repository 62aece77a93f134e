"""Numbers in Persian words: num2fawords, with its slips mended in this one place."""

from num2fawords import ordinal_words, words

_LIMIT = 10**15


def cardinal(number: int) -> str:
    """``1403`` -> «هزار و چهارصد و سه»."""
    if number < 0:
        return "منفی " + cardinal(-number)
    if number >= _LIMIT:
        return digits(str(number))
    return _unprefixed(words(number), number)


def ordinal(number: int) -> str:
    """``3`` -> «سوم», ``30`` -> «سی‌ام»."""
    base = cardinal(number)
    if base.endswith("سی"):
        return base + "\u200cام"
    return _unprefixed(ordinal_words(number), number)


def digits(written: str) -> str:
    """``"007"`` -> «صفر صفر هفت»: one word a digit."""
    return " ".join(cardinal(int(digit)) for digit in written)


def _unprefixed(spoken: str, number: int) -> str:
    # A reader says «هزار» and «صد», not «یک هزار» and «یکصد».
    if 1000 <= number < 2000:
        spoken = spoken.removeprefix("یک ")
    return spoken.replace("یکصد", "صد")
