"""Persons stand in a report as tokens, wherever it is kept; their names are put in as it is shown. So whoever is erased
is named by no finished report, no text by hand and no history."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from tarepo.cards import PERSON_TOKEN, person_token, put_tokens_back
from tarepo.reading.names import Names, load_names, persons_in, printed
from webinars.reporting.blocks import Block, Composed

ERASED = "…"
WHOLE, SHORT = ("h", "", "0"), ("2", "1")  # forms of tokens: tarepo/cards.py


def named(made: Composed) -> Composed:
    """With names for tokens: one query, none where it names nobody. A heading in capitals has them in capitals."""
    if not any("{P-" in text for text in _texts(made)):
        return made
    names = names_in(*_texts(made))
    return _each(made, lambda text: names.fill(text).upper() if _is_upper(text) else names.fill(text))


def names_in(*texts: str) -> Names:
    return load_names([], persons_in(texts))


def with_tokens(text: str, made: Composed, *paragraph: str) -> str:
    """What somebody wrote by hand, with tokens for the persons whom the report names: "Ms. Silva" too, where it is one
    of them alone; last names alone only of those whom the paragraph (as composed, and as it stood by hand) names."""
    names = names_in(*_texts(made), *paragraph)
    tokens = [(token[1], token[0]) for each in paragraph for token in PERSON_TOKEN.finditer(each)]
    found = [(names.fill(token), token) for _key, token in tokens]
    there = {key for key, _token in tokens}
    for key, person in names.persons.items():
        for form in (*WHOLE, *SHORT) if key in there else WHOLE:
            found.append((printed(person, form), person_token(key, form)))
    found += _addressed(names.persons)
    return put_tokens_back(text, [pair for pair in found if pair[0] != ERASED])


def _addressed(persons: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str]]:
    """“Ms. Silva” and “Ms. Costa Silva”, where one person alone is called so."""
    found = [
        (f"{person['honorific']} {printed(person, form)}", f"{person['honorific']} {person_token(key, form)}")
        for key, person in persons.items()
        for form in SHORT
        if person["honorific"] and int(form) < len(person["name"].split())
    ]
    called = Counter(words for words, _token in found)
    return [pair for pair in found if called[pair[0]] == 1]


def _is_upper(text: str) -> bool:
    return "{P-" in text and PERSON_TOKEN.sub("", text).isupper()


def _texts(made: Composed) -> Iterator[str]:
    yield made.title
    yield from (value for _label, value in made.head)
    for block in made.blocks:
        yield block.text
        yield from (cell for row in block.rows for cell in row)
    yield from (note.text for note in made.footnotes)


def _each(made: Composed, told: Callable[[str], str]) -> Composed:
    def block_of(block: Block) -> Block:
        rows = tuple(tuple(told(cell) for cell in row) for row in block.rows)
        return replace(block, text=told(block.text), rows=rows)

    return replace(
        made,
        title=told(made.title),
        head=tuple((label, told(value)) for label, value in made.head),
        blocks=tuple(block_of(block) for block in made.blocks),
        footnotes=tuple(replace(note, text=told(note.text)) for note in made.footnotes),
    )
