"""Writes a Piper voice as large and slow as a real one of "medium" quality; its weights are random.

    PYTHONPATH=tests/engines .venv/coqui/bin/python bench/full_voice.py FOLDER

For benches where none can be downloaded; it is a VITS that Coqui exports. Then
``narrate voices add FOLDER`` and ``bench/engines.py`` or ``bench/cluster.py``.
"""

import sys
from pathlib import Path

from coqui_voices import exported_voice

MEDIUM = {
    "hidden_channels": 192,
    "hidden_channels_ffn_text_encoder": 768,
    "num_layers_text_encoder": 6,
    "num_layers_flow": 4,
    "upsample_rates_decoder": [8, 8, 4],
    "upsample_kernel_sizes_decoder": [16, 16, 8],
    "upsample_initial_channel_decoder": 256,
    "resblock_type_decoder": "2",
    "resblock_kernel_sizes_decoder": [3, 5, 7],
    "resblock_dilation_sizes_decoder": [[1, 2], [2, 6], [3, 12]],
}
"""As Piper trains its voices of that quality."""

if __name__ == "__main__":
    exported_voice(Path(sys.argv[1]), loud=3, **MEDIUM)
