"""The database's half: functions that make words of a text. Migrations install them from here.

All are immutable and ask nothing of the server's locale: capitals, letters and words are told apart by our own lists,
and the parser of text search is not used. When one changes, a new migration installs FUNCTIONS again, and the search
rows are written anew, as the old vectors hold other words.
"""

from tarepo.search.letters import CYRILLIC, DROPPED, FOLDED, LIGATURES, OTHERS, RUN, WORD


def quoted(text: str) -> str:
    """A literal; backslashes mean themselves."""
    return "'" + text.replace("'", "''") + "'"


def lowered(letters: str, text: str) -> str:
    return f"translate({text}, {quoted(letters)}, {quoted(letters.lower())})"


PLAIN = f"""
CREATE OR REPLACE FUNCTION tarepo_plain(body text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE made text := body;
BEGIN
    IF octet_length(made) <> length(made) THEN
        made := translate(normalize(made, NFKD), {quoted(DROPPED)}, '');
        made := lower(made COLLATE "C");
        IF made ~ {quoted(f"[{CYRILLIC}]")} THEN
            made := {lowered(CYRILLIC, "made")};
        END IF;
        IF made ~ {quoted(f"[{OTHERS}]")} THEN
            made := {lowered(OTHERS, "made")};
        END IF;
        made := normalize(made, NFKC);
        IF made ~ {quoted(f"[{RUN}]")} THEN
            made := regexp_replace(made, {quoted(f"([{RUN}]+)")}, ' \\1 ', 'g');
        END IF;
        RETURN btrim(regexp_replace(made, {quoted(f"[^{WORD}]+")}, ' ', 'g'));
    END IF;
    RETURN btrim(regexp_replace(lower(made COLLATE "C"), '[^a-z0-9]+', ' ', 'g'));
END $$"""


def two_for_one(text: str) -> str:
    for letter, two in LIGATURES:
        text = f"replace({text}, '{letter}', '{two}')"
    return text


FOLD = f"""
CREATE OR REPLACE FUNCTION tarepo_fold(plain text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE made text := plain;
BEGIN
    IF octet_length(made) = length(made) THEN
        RETURN made;
    END IF;
    made := regexp_replace(normalize(made, NFKD), '([a-z])[\u0300-\u036f]+', '\\1', 'g');
    made := translate(normalize(made, NFKC), {quoted(FOLDED[0])}, {quoted(FOLDED[1])});
    RETURN {two_for_one("made")};
END $$"""

# 技术援助 → 技术 术援 援助 助: a place for each character, so that a word of any length is found by its pairs.
PAIRS = f"""
CREATE OR REPLACE FUNCTION tarepo_pairs(plain text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN plain !~ {quoted(f"[{RUN}]")} THEN plain ELSE (
        SELECT string_agg(
            CASE WHEN one ~ {quoted(f"[{RUN}]")} AND follows ~ {quoted(f"[{RUN}]")} THEN one || follows || ' '
                 ELSE one END, '' ORDER BY place)
        FROM (SELECT one, place, lead(one) OVER (ORDER BY place) AS follows
              FROM unnest(string_to_array(plain, NULL)) WITH ORDINALITY AS each(one, place)) AS beside
    ) END
$$"""  # noqa: S608 - made of our own constants

FUNCTIONS = (PLAIN, FOLD, PAIRS)
