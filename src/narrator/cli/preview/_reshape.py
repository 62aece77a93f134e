"""Persian for terminals that neither join letters nor run right to left (the extra ``rtl``).

Letters become their presentation forms and each line is turned round, after it has been
wrapped: a terminal would put the beginning of a long one last.
"""

import re
import shutil
import textwrap
from collections.abc import Callable

from narrator.errors import ConfigError

_MARKS = re.compile(r"([\u064b-\u0655\u0670]+)(.)")
_INDENT = 10
_NARROWEST = 20


def reshaper() -> Callable[[str], str]:
    """Raises ConfigError where the packages of the extra are missing."""
    try:
        from arabic_reshaper import ArabicReshaper
        from bidi.algorithm import get_display  # bidi.get_display leaves brackets unmirrored
    except ImportError as error:
        raise ConfigError("--reshape needs more: pip install 'narrator[rtl]'") from error
    joined = ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False}).reshape
    width = max(shutil.get_terminal_size().columns - _INDENT, _NARROWEST)

    def line(text: str) -> str:
        # Turned round, a mark stands before its letter; terminals put it on what is before.
        return _MARKS.sub(lambda m: m[2] + m[1][::-1], get_display(joined(text), base_dir="R"))

    return lambda text: ("\n" + " " * _INDENT).join(map(line, textwrap.wrap(text, width)))
