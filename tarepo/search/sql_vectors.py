"""Stems, vectors and queries in the database, on top of the words of sql.py."""

from tarepo.search.normalise import LONGEST_WORD

# A tsvector may hold 1 MB; a character takes at most 14 bytes of it, as a pair of rare Chinese characters.
MOST_CHARACTERS = 60_000
LAST_PLACE = 16_383

# The stemmer for a word in a text of a language, by the script of both. Latin letters in a text of another script
# are taken as English; a language that is not one of the six has no stems.
STEMMER = """
CREATE OR REPLACE FUNCTION tarepo_stemmer(language text, word text) RETURNS regdictionary
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN word < 'a' COLLATE "C" THEN NULL
        WHEN word < U&'\\0250' COLLATE "C" THEN CASE
            WHEN language IN ('en', 'ru', 'ar', 'zh') THEN 'pg_catalog.english_stem'::regdictionary
            WHEN language = 'fr' THEN 'pg_catalog.french_stem'::regdictionary
            WHEN language = 'es' THEN 'pg_catalog.spanish_stem'::regdictionary END
        WHEN word >= U&'\\0400' COLLATE "C" AND word < U&'\\0500' COLLATE "C" AND language = 'ru'
            THEN 'pg_catalog.russian_stem'::regdictionary
        WHEN word >= U&'\\0600' COLLATE "C" AND word < U&'\\0700' COLLATE "C" AND language = 'ar'
            THEN 'pg_catalog.arabic_stem'::regdictionary
    END
$$"""

# Without its accent the Spanish ending is none to the stemmer, and capacitacion would part from capacitaciones.
STEM = """
CREATE OR REPLACE FUNCTION tarepo_stem(language text, word text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (ts_lexize(tarepo_stemmer(language, word),
        CASE WHEN language = 'es' AND right(word, 4) = 'cion' THEN left(word, -4) || 'ción' ELSE word END))[1]
$$"""

VECTOR = f"""
CREATE OR REPLACE FUNCTION tarepo_vector(parts jsonb) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    part jsonb;
    language text;
    weight text;
    body text;
    words text[];
    lexemes text;
    made text := '';
    room int := {MOST_CHARACTERS};
    place int := 1;  -- a place is left free before each text, so that no phrase runs from one into the next
BEGIN
    FOR part IN SELECT * FROM jsonb_array_elements(parts) LOOP
        language := part->>0;
        weight := part->>1;
        body := left(tarepo_plain(left(part->>2, room)), room);
        CONTINUE WHEN body = '';
        room := room - length(body);
        body := tarepo_pairs(body);
        words := string_to_array(body, ' ');
        SELECT string_agg('''=' || folded || ''':' || places
                   || COALESCE(' ''' || tarepo_stem(language, word) || ''':' || places, '')
                   || CASE WHEN folded <> word
                      THEN COALESCE(' ''' || tarepo_stem(language, folded) || ''':' || places, '') ELSE '' END, ' ')
        INTO lexemes
        FROM (
            SELECT left(one, {LONGEST_WORD}) AS word, left(other, {LONGEST_WORD}) AS folded,
                   string_agg((place + n) || weight, ',') AS places
            FROM unnest(words, string_to_array(tarepo_fold(body), ' ')) WITH ORDINALITY AS each(one, other, n)
            WHERE place + n < {LAST_PLACE}
            GROUP BY 1, 2
        ) AS found;
        made := made || ' ' || COALESCE(lexemes, '');
        place := place + cardinality(words) + 1;
    END LOOP;
    RETURN made::tsvector;
END $$"""  # noqa: S608 - made of our own constants

# A word of a query, in whatever language: its exact form or one of its stems. Both arguments as in the index.
WORD_QUERY = """
CREATE OR REPLACE FUNCTION tarepo_word(word text, folded text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    made text := '''=' || folded || '''';
    language text;
    lexeme text;
    known text[] := '{}';
BEGIN
    FOREACH language IN ARRAY ARRAY['en', 'fr', 'es', 'ru', 'ar'] LOOP
        known := known || tarepo_stem(language, word) || tarepo_stem(language, folded);
    END LOOP;
    FOR lexeme IN SELECT DISTINCT one FROM unnest(known) AS one WHERE one IS NOT NULL ORDER BY one LOOP
        made := made || ' | ''' || lexeme || '''';
    END LOOP;
    RETURN made::tsquery;
END $$"""

FUNCTIONS = (STEMMER, STEM, VECTOR, WORD_QUERY)
