"""A measured file held against a preset."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from narrator.master.level import Preset
from narrator.master.measure import Measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measured ``value`` and the range that is ``wanted``; -inf and inf leave a side open."""

    name: str
    unit: str
    value: float
    wanted: tuple[float, float]

    @property
    def fits(self) -> bool:
        lowest, highest = self.wanted
        return lowest <= round(self.value, 1) <= highest


def findings(measured: Measurement, preset: Preset) -> tuple[Finding, ...]:
    """Everything the preset asks for, in the order people read it."""
    return tuple(_findings(measured, preset))


def _findings(measured: Measurement, preset: Preset) -> Iterator[Finding]:
    aim, tolerance = preset.loudness, preset.tolerance
    loudness = (aim - tolerance, aim + tolerance)
    yield Finding(name="loudness", unit="LUFS", value=measured.loudness, wanted=loudness)
    peak = (-inf, preset.true_peak)
    yield Finding(name="true peak", unit="dBTP", value=measured.true_peak, wanted=peak)
    for name, unit, value, wanted in (
        ("RMS", "dBFS", measured.rms, preset.rms),
        ("silence before", "s", measured.head, preset.head),
        ("silence after", "s", measured.tail, preset.tail),
        ("length", "s", measured.seconds, preset.length),
    ):
        if wanted:
            yield Finding(name=name, unit=unit, value=value, wanted=wanted)
    if preset.noise_floor is not None:
        floor = (-inf, preset.noise_floor)
        yield Finding(name="noise floor", unit="dBFS", value=measured.noise_floor, wanted=floor)
    for rate, bit_rate in preset.rates.items():
        heard, bits = measured.sample_rate / 1000, measured.bit_rate / 1000
        wanted = (rate / 1000, rate / 1000)
        yield Finding(name="sample rate", unit="kHz", value=heard, wanted=wanted)
        yield Finding(name="bit rate", unit="kbit/s", value=bits, wanted=(bit_rate / 1000, inf))
