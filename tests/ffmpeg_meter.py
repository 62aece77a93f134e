"""FFmpeg's own EBU R128 meter, as a second opinion on loudness and true peaks."""

from dataclasses import dataclass

import av
import numpy as np
from av.filter import Graph

from narrator.model import Hertz, Samples


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """``loudness`` in LUFS, ``true_peak`` in dBTP."""

    loudness: float
    true_peak: float


def ebur128(samples: Samples, sample_rate: Hertz) -> Reading:
    graph = Graph()
    source = graph.add(
        "abuffer", sample_rate=str(sample_rate), sample_fmt="flt", channel_layout="mono"
    )
    at_48k = graph.add("aresample", "48000")  # the rate at which the standard defines its filters
    meter = graph.add("ebur128", "metadata=1:peak=true")
    sink = graph.add("abuffersink")
    source.link_to(at_48k)
    at_48k.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), "flt", "mono")
    frame.sample_rate = sample_rate
    graph.push(frame)
    graph.push(None)
    readings = []
    while True:
        try:
            readings.append(graph.pull().metadata)
        except (av.EOFError, av.BlockingIOError):
            break
    peak = max(float(reading["lavfi.r128.true_peaks_ch0"]) for reading in readings)
    return Reading(
        loudness=float(readings[-1]["lavfi.r128.I"]), true_peak=20 * float(np.log10(peak))
    )
