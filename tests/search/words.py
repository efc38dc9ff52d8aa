"""What the tests of text search ask of the database, and made-up texts for them."""

import json

from django.db import connection
from hypothesis import strategies as st

from tarepo.search.query import Query
from tests.examples import examples

# No character that Unicode has added since the oldest version in use, 13: servers and Pythons would differ on it.
KNOWN = st.characters(exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\x00", max_codepoint=0x2FFFF)
SCRIPTS = st.sampled_from("aAéÉœŒßẞİıñÑçøØłŁ 's’-_.,;:!?\"«»“”()[]%$&|*\\/<>@#\t\n09½²ﬁＡ１№…")
OTHERS = st.sampled_from(
    "ЁёЙйЩщЪъІіЎў أإآٱاىةـًّ،؛؟ﷺ٣ 技术援助中国，。「」ー々かがサ ไทย ကမ្ពុជា हिन्दी한국 ΑΣσς Ǆ\u0301\u0300\u00ad\u200d"
)
TEXT = st.text(st.one_of(SCRIPTS, OTHERS, KNOWN), max_size=60)

lots = examples(100)


def ask(sql: str, params: list | tuple = ()) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", params)
        return cursor.fetchone()[0]


def finds(query: Query, *parts: tuple[str, str]) -> bool:
    """Whether a document of (language, text) answers a query."""
    sql, params = query.tsquery()
    vector = json.dumps([[language, "A", text] for language, text in parts])
    return ask(f"tarepo_vector(%s) @@ ({sql})", [vector, *params])
