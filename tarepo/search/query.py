"""A query as a reader types it: words, "exact phrases", -word, -"phrase"; all must be found.

Words are found in every language's forms, so that nobody has to say which language they type.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

from django.db.models import BooleanField, Expression, F, Func
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext as _

from tarepo.search.common import COMMON
from tarepo.search.normalise import folded
from tarepo.search.terms import Sql, Term
from tarepo.search.tokens import MOST_TERMS, Reader


@dataclass(frozen=True)
class Query:
    terms: tuple[Term, ...] = ()
    problems: tuple[str, ...] = ()
    lexemes: str | None = None  # the tsquery written out, where it has been worked out (synonyms.widen)

    @property
    def is_empty(self) -> bool:
        return not self.terms

    @property
    def wanted(self) -> tuple[Term, ...]:
        """The terms that a text must hold, which are those to mark in it."""
        return tuple(term for term in self.terms if not term.negated)

    def tsquery(self) -> Sql:
        """An SQL expression of type tsquery and its parameters; an empty query finds nothing."""
        if self.is_empty or self.lexemes is not None:
            return "%s::tsquery", [self.lexemes or ""]
        parts = [term.tsquery() for term in self.terms]
        return f"({' && '.join(sql for sql, _ in parts)})", [value for _, values in parts for value in values]

    def without(self, term: Term) -> Self:
        return replace(self, terms=tuple(other for other in self.terms if other != term), problems=(), lexemes=None)

    def replace(self, term: Term, text: str) -> "Query":
        """The query with another word typed in the place of a term."""
        typed = (text if other == term else str(other) for other in self.terms)
        return parse(" ".join(typed))

    def __str__(self) -> str:
        return " ".join(map(str, self.terms))


def parse(text: str) -> Query:
    """Never an error: what was not understood is said in the query's problems, in the active language."""
    reader = Reader(text)
    problems = list(reader.problems)
    if reader.cut:
        problems.append(_("Only the first %(count)s words or phrases were looked for.") % {"count": MOST_TERMS})
    if text.strip() and not reader.terms and not problems:
        problems.append(_("There was no word to look for in what you typed."))
    return Query(_telling(tuple(reader.terms)), tuple(problems))


def _telling(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms without small words, unless nothing else is looked for."""
    kept = tuple(term for term in terms if term.negated or not _is_common(term))
    return kept if any(not term.negated for term in kept) else terms


def _is_common(term: Term) -> bool:
    return not term.exact and len(term.words) == 1 and folded(term.words[0]) in COMMON


class TsQuery(Expression):
    """A query as an expression of Django's."""

    def __init__(self, query: Query) -> None:
        super().__init__(output_field=BooleanField())
        self.query = query

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        sql, params = self.query.tsquery()
        return sql, tuple(params)


class Matches(Func):
    """`rows.filter(Matches("vector", query))`: the rows whose vector answers the query."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()

    def __init__(self, field: str, query: Query) -> None:
        super().__init__(F(field), TsQuery(query))
