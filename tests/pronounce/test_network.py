"""The arithmetic against definitions written out one step at a time."""

import numpy as np
import pytest

from narrator.pronounce.network import Floats, Layer, Table, around

CHANCE = np.random.default_rng(7)


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-x)), np.float32)


def plain_lstm(inputs: Floats, inward: Floats, recurrent: Floats, bias: Floats) -> Floats:
    """Hochreiter and Schmidhuber 1997 with forget gates, word by word."""
    state = cell = np.zeros(recurrent.shape[1], np.float32)
    states = []
    for word in inputs:
        enter, keep, new, leave = np.split(inward @ word + recurrent @ state + bias, 4)
        cell = sigmoid(keep) * cell + sigmoid(enter) * np.tanh(new)
        state = sigmoid(leave) * np.tanh(cell)
        states.append(state)
    return np.array(states)


def floats(*shape: int) -> Floats:
    return CHANCE.normal(0, 1, shape).astype(np.float32)


def test_layer_reads_both_ways_and_ignores_padding() -> None:
    inward, recurrent, bias = floats(2, 12, 5), floats(2, 12, 3), floats(2, 12)
    inputs, lengths = floats(2, 6, 5), np.array([6, 4])
    states = Layer.of(inward, recurrent, bias).run(inputs, lengths)
    for i, length in enumerate(lengths):
        sentence = inputs[i, :length]
        forward = plain_lstm(sentence, inward[0], recurrent[0], bias[0])
        backward = plain_lstm(sentence[::-1], inward[1], recurrent[1], bias[1])[::-1]
        expected = np.concatenate([forward, backward], axis=1)
        np.testing.assert_allclose(states[i, :length], expected, atol=1e-5)


def test_around_leaves_the_word_itself_out() -> None:
    states = np.arange(12, dtype=np.float32).reshape(1, 3, 4) + 1
    context = around(states, np.array([3]))
    np.testing.assert_array_equal(context[0], [[0, 0, 7, 8], [1, 2, 11, 12], [5, 6, 0, 0]])


def test_around_ends_where_a_shorter_sentence_ends() -> None:
    context = around(np.ones((1, 4, 2), np.float32), np.array([2]))
    np.testing.assert_array_equal(context[0, 1], [1, 0])


def test_table_keeps_two_digits() -> None:
    matrix = floats(20, 30)
    table = Table.pack(matrix)
    np.testing.assert_allclose(table.rows(), matrix, atol=np.abs(matrix).max() / 200)
    np.testing.assert_array_equal(table.rows(np.array([3, 3])), table.rows()[[3, 3]])


def test_table_of_other_parts_is_refused() -> None:
    arrays = Table.pack(floats(3, 4)).arrays("a")
    with pytest.raises(ValueError, match="malformed"):
        Table.read({**arrays, "a.scales": np.zeros(2, np.float32)}, "a")
