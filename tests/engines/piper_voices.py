"""A Piper voice small enough to be made by a test: hums each phoneme at a pitch of its own.

The graph has Piper's inputs and outputs, its lengths in a ``Ceil`` and its noise in
``RandomNormalLike``, as exported voices do.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

from narrator.model import Hertz, Voice

RATE, HOP = 22050, 256
QUIET = " ,.;:?!_^$"


def piper_voice(folder: Path, **changes: Any) -> Voice:
    """Write a voice into ``folder``; ``changes`` are to its JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(_model(speakers=changes.get("num_speakers", 1)), folder / "tiny.onnx")
    entries = {
        "audio": {"sample_rate": RATE},
        "espeak": {"voice": "fa"},
        "num_symbols": len(DEFAULT_PHONEME_ID_MAP),
        "num_speakers": 1,
        "hop_length": HOP,
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    }
    (folder / "tiny.onnx.json").write_text(json.dumps(entries | changes), encoding="utf-8")
    return Voice(
        id="tiny", engine="piper", language="fa", sample_rate=Hertz(RATE), model=str(folder)
    )


def frames(phoneme: str) -> int:
    """How many frames of ``HOP`` samples the voice gives to a phoneme; as many to padding."""
    return 3 + DEFAULT_PHONEME_ID_MAP[phoneme][0] % 4


def _model(speakers: int) -> onnx.ModelProto:
    count = max(ids[0] for ids in DEFAULT_PHONEME_ID_MAP.values()) + 1
    lengths = np.array([3 + number % 4 for number in range(count)], np.float32) - 0.5
    pitches = np.linspace(200, 800, count, dtype=np.float32)
    loud = np.full(count, 0.3, np.float32)
    loud[[DEFAULT_PHONEME_ID_MAP[mark][0] for mark in QUIET if mark != "_"]] = 0.01
    nodes, constants = _graph(lengths, pitches * (2 * np.pi / RATE), loud, several=speakers > 1)
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, None]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    if speakers > 1:
        inputs.append(helper.make_tensor_value_info("sid", TensorProto.INT64, [1]))
    outputs = [helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, None])]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 9
    onnx.checker.check_model(model)
    return model


def _graph(
    lengths: np.ndarray, steps: np.ndarray, loud: np.ndarray, *, several: bool
) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
    """Phases add up over the samples: each sample belongs to the id whose turn it is."""
    constants = {
        "lengths": lengths,
        "steps": steps,
        "loud": loud,
        "first": np.array(0, np.int64),
        "last": np.array(-1, np.int64),
        "zero": np.array(0, np.int64),
        "one": np.array(1, np.int64),
        "axis": np.array([1], np.int64),
        "column": np.array([-1, 1], np.int64),
        "row": np.array([-1], np.int64),
        "shape": np.array([1, 1, -1], np.int64),
        "hop": np.array(HOP, np.int64),
        "half": np.array(0.5, np.float32),
    }
    node = helper.make_node
    nodes = [
        node("Reshape", ["input", "row"], ["ids"]),
        node("Gather", ["scales", "zero"], ["noise"]),
        node("Gather", ["scales", "one"], ["scale"]),
        node("Gather", ["lengths", "ids"], ["plain"]),
        node("Mul", ["plain", "scale"], ["scaled"]),
        node("Reshape", ["scaled", "shape"], ["w"]),
        node("Ceil", ["w"], ["w_ceil"]),
        node("Reshape", ["w_ceil", "row"], ["counts"]),
        node("Cast", ["counts"], ["whole"], to=TensorProto.INT64),
        node("Mul", ["whole", "hop"], ["taken"]),
        node("CumSum", ["taken", "zero"], ["ends"]),
        node("Gather", ["ends", "last"], ["total"]),
        node("Range", ["zero", "total", "one"], ["times"]),
        node("Reshape", ["times", "column"], ["moments"]),
        node("GreaterOrEqual", ["moments", "ends"], ["past"]),
        node("Cast", ["past"], ["passed"], to=TensorProto.INT64),
        node("ReduceSum", ["passed", "axis"], ["turn"], keepdims=0),
        node("Gather", ["ids", "turn"], ["spoken"]),
        node("Gather", ["steps", "spoken"], ["step"]),
        node("CumSum", ["step", "zero"], ["phase"]),
        node("Sin", ["phase"], ["tone"]),
        node("Gather", ["loud", "spoken"], ["volume"]),
        node("Mul", ["tone", "volume"], ["clean"]),
        node("RandomNormalLike", ["clean"], ["draw"], scale=0.1),
        node("Mul", ["draw", "noise"], ["hiss"]),
        node("Add", ["clean", "hiss"], ["mixed"]),
    ]
    end = "mixed"
    if several:  # the second speaker is half as loud
        nodes += [
            node("Cast", ["sid"], ["number"], to=TensorProto.FLOAT),
            node("Pow", ["half", "number"], ["softer"]),
            node("Mul", ["mixed", "softer"], ["own"]),
        ]
        end = "own"
    nodes.append(node("Reshape", [end, "shape"], ["output"]))
    return nodes, [numpy_helper.from_array(value, name) for name, value in constants.items()]
