"""Amounts with a unit: 120 km/h -> «صد و بیست کیلومتر بر ساعت», 5 m³, 110 mg/dL."""

import re
from re import Match

from narrator.lang import Tables
from narrator.normalize.near import any_of, before, stems
from narrator.normalize.quantity import AMOUNT, NUMBER, RANGE, speak
from narrator.normalize.rules import CLASS, Context, PatternRule, RuleSet
from narrator.normalize.units import UNIT, units


def rule(tables: Tables) -> RuleSet:
    known = units(tables)
    magnitudes = tables.spoken("magnitudes")

    def cues(sign: str) -> list[str]:
        return [row["word"] for row in tables.rows("measure_cues") if row["sign"] == sign]

    sized, magnified, physical = (stems(cues(sign)) for sign in ("size", "times", "unit"))

    def name(match: Match[str]) -> str | None:
        attached = match["gap"] in {"", "-"} and not before(match, physical, 24)
        return known.name(match["unit"], attached=attached)

    def verbalise(match: Match[str], _context: Context) -> str:
        return f"{_sides(match['amount'])}{match['magnitude'] or ''} {name(match)}"

    sides = rf"{AMOUNT}(?:\s?[×xX*]\s?{AMOUNT}){{1,2}}"
    amount = rf"(?P<amount>{sides}|{RANGE})"
    magnitude = r"(?P<magnitude>\s(?:هزار|میلیون|میلیارد))?"
    measured = rf"{amount}{magnitude}(?P<gap>[ \u200c-]?)(?P<unit>{UNIT})(?![\w/])"
    return RuleSet(
        name="measure",
        trigger=re.compile(r"[A-Za-z°℃℉×²³\"/]|\d-\s"),
        rules=(
            PatternRule(
                name="measure",
                pattern=re.compile(measured),
                accept=lambda match, _context: name(match) is not None,
                verbalise=verbalise,
                priority=CLASS + 4,
            ),
            PatternRule(
                name="measure",
                pattern=re.compile(
                    rf"{sides}(?=[\s\u200c]?(?:[\w\u200c]{{0,8}}متر|اینچ|فوت|پیکسل|سانت))"
                ),
                verbalise=lambda match, _context: _sides(match[0]),
                priority=CLASS + 4,
            ),
            PatternRule(
                name="measure",
                pattern=re.compile(rf"(?<![\w.,/×*+=-])(?!0x){sides}(?![\w/×*+]|\s?[=×*+])"),
                accept=lambda match, _context: "x" in match[0].lower() or before(match, sized),
                verbalise=lambda match, _context: _sides(match[0]),
                priority=CLASS + 4,
            ),
            PatternRule(
                name="measure",
                pattern=re.compile(
                    rf"(?<![\w.,/×*+=-])(?P<amount>{NUMBER})[x×](?![\w=×*+-]|\s?\d)"
                ),
                accept=lambda match, _context: before(match, magnified),
                verbalise=lambda match, _context: f"{speak(match['amount'])} برابر",
                priority=CLASS + 6,
            ),
            PatternRule(
                name="measure",
                pattern=re.compile(
                    rf"(?P<amount>{NUMBER})(?P<magnitude>[kKmMB])(?=\s(?:{any_of(cues('counted'))}))"
                ),
                verbalise=lambda match, _context: (
                    f"{speak(match['amount'])} {magnitudes[match['magnitude']]}"
                ),
                priority=CLASS + 6,
            ),
            _minus(tables),
        ),
    )


def _minus(tables: Tables) -> PatternRule:
    """Set from right to left: «۵- درجه», «از ۱۰- به ۲۵- درجه»."""
    units = [row["word"] for row in tables.rows("decimal_cues") if row["side"] == "after"]
    following = rf"(?:{any_of(units)}|(?:است|بود|شد|رسید)(?!\w)|(?:تا|به|و)\s-?\d+-?\sدرجه)"
    return PatternRule(
        name="measure",
        pattern=re.compile(rf"(?<![\w.])(?P<amount>\d+(?:[.٫]\d+)?)-(?=\s{following})"),
        verbalise=lambda match, _context: speak("-" + match["amount"]),
        priority=CLASS + 1,
    )


def _sides(written: str) -> str:
    """``"10×20"`` -> «ده در بیست»; a single amount as it is."""
    return " در ".join(map(speak, re.split(r"\s?[×xX*]\s?", written)))
