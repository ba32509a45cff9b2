"""What titles speak of, besides who acts and what sort of thing it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from alliancekit.actors import ActorTable
from alliancekit.features import Features, Ints, Lists, title_words
from alliancekit.weights import FORM_WORDS, Model

# Below it the model holds a word to be of no subject: states and their people, acts, articles.
_MIN_TOPIC_MILLIBITS = 3_500
# So many letters of a name are in what its people are called: Japan and Japanese.
_STEM_LETTERS = 5
_MIN_NAME_LETTERS = 4


def topic_words(
    tokens: Lists,
    parties: Lists,
    features: Features,
    code_of: Mapping[str, int],
    actors: ActorTable,
    rows_by_language: Mapping[str, Sequence[int]],
    model: Model,
) -> tuple[Lists, Ints]:
    """Return the words of every row's titles that say what it is about.

    Left out are the names of its own parties, words for sorts of agreements, meetings and steps,
    what the model holds for common, and numbers.

    Args:
        tokens: Codes of the words of all titles.
        parties: Codes of the actors that act.
        features: Knows what the codes stand for.
        code_of: Code of every word.
        actors: Knows the names of actors.
        rows_by_language: Rows that have titles in a language.
        model: Says which words are common.

    Returns:
        The words of every row, and what it says to share each word, in millibits, by code.
    """
    rarity = model.tokens.of(features.token_names)
    is_topical = rarity >= _MIN_TOPIC_MILLIBITS
    is_topical[[code_of[word] for word in FORM_WORDS & code_of.keys()]] = False
    is_topical[
        [code for word, code in code_of.items() if len(word) == 1 or word[0].isdecimal()]
    ] = False
    kept = is_topical[tokens.values]
    rows, words = tokens.rows[kept], tokens.values[kept]
    named = {code: actors.get(id) for code, id in enumerate(features.actor_names) if id in actors}
    names = {code: {name.text for name in actor.names} for code, actor in named.items()}
    is_name = _names_own_party(rows, words, parties, _name_keys(code_of, names))
    # Of names in further languages only those of a row's own count, whatever stands in others.
    for language, told in sorted(rows_by_language.items()):
        is_told = np.zeros(len(tokens.starts), np.bool_)
        is_told[told] = True
        at = np.flatnonzero(is_told[rows])
        spoken = {features.token_names[code]: code for code in np.unique(words[at]).tolist()}
        names = {code: {actor.name(language)} for code, actor in named.items()}
        is_name[at] |= _names_own_party(rows[at], words[at], parties, _name_keys(spoken, names))
    rows, words = rows[~is_name], words[~is_name]
    return Lists(starts=np.searchsorted(rows, np.arange(len(tokens.starts))), values=words), rarity


def _name_keys(
    code_of: Mapping[str, int], names: Mapping[int, Iterable[str]]
) -> list[tuple[int, int]]:
    """Return actor and token of every token that names an actor or its people."""
    whole: dict[str, set[int]] = {}
    starts: dict[str, set[int]] = {}
    for code, texts in names.items():
        for word in _name_words(texts):
            whole.setdefault(word, set()).add(code)
            if len(word) >= _MIN_NAME_LETTERS:
                starts.setdefault(word[:_STEM_LETTERS], set()).add(code)
    keys = {(code, code_of[word]) for word in whole.keys() & code_of.keys() for code in whole[word]}
    openings = {start[:_MIN_NAME_LETTERS] for start in starts}
    for word in [word for word in code_of if word[:_MIN_NAME_LETTERS] in openings]:
        for n_letters in (_MIN_NAME_LETTERS, _STEM_LETTERS):
            keys.update((code, code_of[word]) for code in starts.get(word[:n_letters], ()))
    return sorted(keys)


def _name_words(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in title_words(name)}
    # Where words are not spaced, the last letter of a name pairs with the particle after it.
    words.update(name[-1] + particle for name in names for particle in _particles(name[-1]))
    return words


def _particles(letter: str) -> str:
    if "\uac00" <= letter <= "\ud7af":
        return "와과의은는이가을를도에"
    return "とのはがをにへも与和同对就國国" if letter > "\u3040" else ""


def _names_own_party(
    rows: Ints, words: Ints, parties: Lists, keys: Sequence[tuple[int, int]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    is_name = np.zeros(len(rows), np.bool_)
    if not keys:
        return is_name
    actor_of_key, word_of_key = np.array(keys, np.int64).T
    suspects = np.flatnonzero(np.isin(words, word_of_key))
    counts = parties.counts[rows[suspects]]
    which = np.repeat(suspects, counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    acting = parties.values[np.repeat(parties.starts[rows[suspects]], counts) + offsets]
    base = int(max(word_of_key.max(), words.max(initial=0))) + 1
    found = np.isin(acting * base + words[which], actor_of_key * base + word_of_key)
    is_name[which[found]] = True
    return is_name
