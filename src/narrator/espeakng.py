"""The espeak-ng library, called through ctypes from the wheel that carries it.

Two uses: phonemes of a text, and speech. espeak-ng keeps hidden state between
utterances (the same text comes out a few samples longer or shorter each time),
so speech is made by a freshly loaded copy of the library: 4 ms more a sentence,
and the same text gives the same samples always. It is not thread-safe; a lock
keeps one caller at a time, and real parallelism takes processes.
"""

import _ctypes
import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import NamedTuple

import espeakng_loader
import numpy as np

from narrator.errors import EngineUnavailable, SynthesisError
from narrator.model import Hertz, Samples

SAMPLE_RATE = Hertz(22050)
VERSION = "1.52"

# Constants of speak_lib.h.
_AUDIO_OUTPUT_SYNCHRONOUS = 2  # RETRIEVAL would start a thread
_CHARS_UTF8 = 0x1
_PHONEMES = 0x100  # text in [[...]] is phoneme mnemonics
_POS_CHARACTER = 1
_RATE, _PITCH = 1, 3
_IPA = 0x2

_LIST_TERMINATED, _WORD = 0, 1


class _Event(ctypes.Structure):
    """``espeak_EVENT`` of speak_lib.h: ``text_position`` counts characters from 1."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)
_lock = Lock()
_open: list[ctypes.CDLL] = []  # the copy kept for phonemes, if any


class Speech(NamedTuple):
    """Samples, and for each word heard its place in the text (0-based) and first sample."""

    samples: Samples
    words: tuple[tuple[int, int], ...]


def phonemes(text: str, voice: str = "en-us") -> str:
    """IPA with stress marks for ``text``, as espeak-ng's rules for ``voice`` read it."""
    with _lock:
        if not _open:
            _open.append(_load())
        library = _open[0]
        _set_voice(library, voice)
        buffer = ctypes.create_string_buffer(text.encode("utf-8", "ignore"))
        pointer = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        while pointer.value:
            clause = library.espeak_TextToPhonemes(ctypes.byref(pointer), _CHARS_UTF8, _IPA)
            clauses.append(clause.decode())
        return " ".join(filter(None, clauses))


def speak(text: str, *, voice: str, rate: int = 175, pitch: int = 50) -> Speech:
    """Speech for ``text`` at 22,050 Hz; ``[[...]]`` in it is phoneme mnemonics.

    Args:
        text: one sentence.
        voice: espeak-ng's name of a voice, e.g. ``"fa"`` or ``"fa+f2"``.
        rate: words a minute, 80 to 450.
        pitch: 0 to 100, 50 is the voice's own.
    """
    chunks: list[bytes] = []
    words: list[tuple[int, int]] = []

    def collect(
        samples: "ctypes._Pointer[ctypes.c_short]", count: int, events: "ctypes._Pointer[_Event]"
    ) -> int:
        if samples and count > 0:
            chunks.append(ctypes.string_at(samples, count * 2))
        words.extend(_words(events))
        return 0

    with _lock, _fresh() as library:
        callback = _Callback(collect)
        library.espeak_SetSynthCallback(callback)
        _set_voice(library, voice)
        library.espeak_SetParameter(_RATE, rate, 0)
        library.espeak_SetParameter(_PITCH, pitch, 0)
        encoded = text.encode("utf-8", "ignore")
        flags = _CHARS_UTF8 | _PHONEMES
        size = ctypes.c_size_t(len(encoded) + 1)
        status = library.espeak_Synth(encoded, size, 0, _POS_CHARACTER, 0, flags, None, None)
        library.espeak_Synchronize()
    if status != 0:
        raise SynthesisError(f"espeak-ng refused the sentence (status {status}): {text[:60]}")
    samples = np.frombuffer(b"".join(chunks), np.int16).astype(np.float32) / np.float32(32768)
    return Speech(samples, tuple(words))


def _words(events: "ctypes._Pointer[_Event]") -> Iterator[tuple[int, int]]:
    at = 0
    while events and events[at].type != _LIST_TERMINATED:
        if events[at].type == _WORD:
            yield events[at].text_position - 1, events[at].sample
        at += 1


@contextmanager
def _fresh() -> Iterator[ctypes.CDLL]:
    if _open:
        _unload(_open.pop())
    library = _load()
    try:
        yield library
    finally:
        _unload(library)


def _load() -> ctypes.CDLL:
    path, data = _paths()
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise EngineUnavailable(
            f"espeak-ng cannot be loaded ({error}): pip install --force-reinstall espeakng-loader"
        ) from error
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    if library.espeak_Initialize(_AUDIO_OUTPUT_SYNCHRONOUS, 0, data, 0) < 0:
        raise EngineUnavailable("espeak-ng's data is damaged: reinstall espeakng-loader")
    return library


@cache
def _paths() -> tuple[str, bytes]:
    return espeakng_loader.get_library_path(), espeakng_loader.get_data_path().encode()


def _unload(library: ctypes.CDLL) -> None:
    library.espeak_Terminate()
    handle = library._handle  # noqa: SLF001 (ctypes has no public way to unload)
    del library
    _ctypes.dlclose(handle)


def _set_voice(library: ctypes.CDLL, voice: str) -> None:
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise SynthesisError(f"espeak-ng has no voice '{voice}'")
