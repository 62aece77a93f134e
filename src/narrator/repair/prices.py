"""What the search pays for each thing it may suppose of a damaged line, in nats."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """Set by hand on articles damaged by ``training/damage.py`` and one real extraction."""

    # a piece begins here, because the gap before it is...
    at_wide_gap: float = 0.4
    # at a single space: as dear as wide and lost gaps are rare, in this line and in the text
    narrow_to_wide: float = 0.32  # runs that part at a single space, for one at a wide gap or none
    narrow_to_wide_weight: float = 15.0  # of that guess, in runs that were seen to part
    line_weight: float = 20.0  # of the text, in spaces
    at_glued: float = 2.0  # between the words of a token that was taken apart
    cut_words: float = 0.015  # the share of words that are cut, before any was seen
    cut_words_weight: float = 100.0  # of that guess, in words
    whole: float = 4.0  # more for a cut in a word that plainly is one
    at_mark: float = 0.5
    at_half_space: float = 10.0
    at_half_space_lost: float = 0.5  # the left piece goes on, after a lost ZWNJ, with the right one
    in_word_half_space: float = 1.0
    half_space_widened: float = 0.7  # and a space stands there

    # no piece begins here, though...
    wide_gap_kept: float = 5.0
    glued_kept: float = 2.0
    touching_word_kept: float = 4.0  # «.بکاهد»
    loose_stop_kept: float = 1.5  # « ،»

    # two pieces meet, and
    apart: float = 0.2
    joined: float = 0.9  # their ends are one word
    joined_over_lines: float = 3.0
    joined_unknown: float = 3.0  # one word that the model does not know

    untouched: float = -1.5  # the line is sound as it stands

    # which tokens may hide a cut
    rare: float = 9.5
    fragment: float = 15.0
    fragment_alone: float = 11.0
    fragment_joined: float = 13.0
    derived: float = 4.5  # an ending or a prefix makes a word of a known one
    glued_word: float = 4.5
    glued_gain: float = 4.0
    glued_length: int = 14

    # the document remembers its own word pairs
    remembered: float = 0.15

    # how many hypotheses live on
    beam: int = 16
    window: float = 9.0
    slack: float = 14.0
    longest_piece: int = 70


PRICES = Prices()
