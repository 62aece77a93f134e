"""Word error rate: edits that turn one text into the other, for each word of the true one."""


def word_error(truth: str, text: str) -> float:
    """Levenshtein distance over words, divided by the number of words of ``truth``."""
    wanted, found = truth.split(), text.split()
    row = list(range(len(found) + 1))
    for at, word in enumerate(wanted, start=1):
        above, row = row, [at]
        for column, other in enumerate(found, start=1):
            changed = above[column - 1] + (word != other)
            row.append(min(above[column] + 1, row[-1] + 1, changed))
    return row[-1] / len(wanted)
