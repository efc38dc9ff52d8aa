"""The statement that writes a batch of search rows as JSON objects, one a line: nothing flattened, wordings in all
their languages."""

from array import array
from typing import IO

from activities.exports.columns import word
from activities.exports.confirmed import CONFIRMATION, CONFIRMED, when_declared
from activities.exports.labels import Labels
from activities.exports.rows import copied
from activities.exports.statement import FIGURE, LESSON, SOURCE, from_rows
from activities.exports.webinars import ADDRESS


def named(id_: str) -> str:
    """{"code", "label"} of a record; null where readers know nothing of it."""
    return f"CASE WHEN l.names ? {id_} THEN json_build_object('code', l.codes->>{id_}, 'label', l.names->>{id_}) END"


def coded(group: str, value: str) -> str:
    return f"CASE WHEN {value} IS NOT NULL THEN json_build_object('code', {value}, 'label', {word(group, value)}) END"


def several(ids: str) -> str:
    return (
        f"COALESCE((SELECT json_agg({named('i.id')}) FROM jsonb_array_elements_text({ids}) AS i(id) "
        "WHERE l.names ? i.id), '[]')"
    )


def period(row: str) -> str:
    return (
        f"json_build_object('start', {row}.starts, 'end', {row}.ends, 'precision', {row}.precision, "
        f"'printed', {row}.period_printed)"
    )


def rows_of(objects: str, content: str, shape: str, known: str = "true") -> str:
    return f"COALESCE((SELECT json_agg({objects}) FROM jsonb_to_recordset({content}) AS {shape} WHERE {known}), '[]')"


PARTIES = rows_of(
    f"json_build_object('role', {coded('role', 'p.role')}, 'party', {named('p.party')}, "
    "'inferred', COALESCE(p.inferred, false), 'note', p.note)",
    "c.involvements",
    "p(party text, role text, inferred boolean, note jsonb)",
    "l.names ? p.party",
)
FIGURES = rows_of(
    f"json_build_object('nature', {coded('nature', 'f.nature')}, 'qualifier', {coded('qualifier', 'f.qualifier')}, "
    "'value', f.value, 'unit', f.unit_of_measure, 'measure', f.measure, 'base', f.base, 'rule', f.rule, "
    f"'series', f.series, 'period', {period('f')}, 'printed', f.printed, 'document', {named('f.document')}, "
    "'paragraph', f.paragraph)",
    "c.figures",
    FIGURE,
)
LESSONS = rows_of(
    f"json_build_object('kind', {coded('lesson', 'e.kind')}, 'text', e.wording, 'subject', {named('e.subject')}, "
    f"'told_by', {named('e.told_by')}, 'document', {named('e.document')}, 'paragraph', e.paragraph)",
    "c.lessons",
    LESSON,
)
SOURCES = rows_of(
    f"json_build_object('document', {named('s.document')}, 'paragraph', s.paragraph, 'link', s.link, "
    "'posted_on', s.posted_on, 'posted_printed', s.posted_printed, 'note', s.note)",
    "c.sources",
    SOURCE,
)
CONFIRMED_BY = f"""COALESCE({
    when_declared(
        f"SELECT json_agg(json_build_object('party', {named('f.party')}, 'on', f.confirmed_on) ORDER BY f.place) "
        f"{CONFIRMED} AND l.names ? f.party"
    )
}, '[]')"""
PERSON = "'{{' || {0} || '}}'"  # a token, filled in with what the source prints of them
SPEAKERS = rows_of(
    f"json_build_object('role', s.role, 'person', {PERSON.format('s.person')}, 'perspective', s.perspective, "
    f"'affiliation', {named('s.affiliation_country')}, 'experience_of', {named('s.experience_country')}, "
    "'experience_inferred', COALESCE(s.experience_inferred, false), "
    f"'expertise', {named('s.expertise')}, 'title', s.title, 'summary', s.summary, 'document', {named('s.document')}, "
    "'paragraph', s.paragraph)",
    "c.speakers",
    "s(person text, role text, perspective text, affiliation_country text, experience_country text, "
    "experience_inferred boolean, expertise text, title jsonb, summary jsonb, document text, paragraph text)",
)
PROGRAMME = rows_of(
    f"json_build_object('at', s.at, 'minutes', s.minutes, 'kind', s.kind, 'title', s.title, "
    f"'person', {PERSON.format('s.person')})",
    "c.slots",
    "s(at text, minutes int, kind text, title jsonb, person text)",
)
MATERIALS = rows_of(
    f"json_build_object('kind', m.kind, 'language', m.language, 'title', m.title, 'link', m.link, "
    f"'document', {named('m.document')}, 'chapters', m.chapters)",
    "c.materials",
    "m(kind text, language text, title jsonb, link text, document text, chapters text)",
)
WEBINAR = f"""CASE WHEN c.webinars IS NOT NULL THEN c.webinars->0 || jsonb_build_object(
    'programme', {PROGRAMME}, 'speakers', {SPEAKERS}, 'materials', {MATERIALS}) END"""
OBJECT = f"""json_build_object(
    'reference', r.reference, 'address', {ADDRESS}, 'title', r.title, 'language', r.shown,
    'texts', c.texts, 'status', {coded("status", "c.status")}, 'types', {several("c.types")}, 'period', {period("c")},
    'venue', c.venue, 'open_to_all', COALESCE(c.open_to_all, 'false')::boolean, 'parties', {PARTIES},
    'subjects', {several("c.subjects")}, 'target_groups', {several("c.target_groups")},
    'delivery_mode', {coded("delivery_mode", "c.delivery_mode")}, 'unit', {named("c.unit")},
    'project', {named("c.project")}, 'series', {named("c.series")}, 'number_in_series', c.number_in_series,
    'agreements', {several("c.agreements")}, 'declared_as', {coded("cooperation", "c.cooperation")},
    'declared_by', {named("c.declared_by")}, 'confirmation', {coded("confirmation", f"({CONFIRMATION})")},
    'confirmed_by', {CONFIRMED_BY}, 'figures', {FIGURES}, 'lessons', {LESSONS}, 'sources', {SOURCES},
    'webinar', {WEBINAR},
    'version', b.version, 'published_on', b.published_on)::text"""
OBJECTS = f"COPY (SELECT {OBJECT} {from_rows('')}) TO STDOUT"


def write_json(file: IO[bytes], ids: array, labels: Labels) -> None:
    """One array, an object a line."""
    file.write(b"[")
    for number, line in enumerate(copied(OBJECTS, ids, labels)):
        line = line.rstrip(b"\n").replace(b"\\\\", b"\\")  # COPY doubles them; JSON has no other character to escape
        file.write(b",\n" if number else b"\n")
        file.write(labels.fill_json(line) if b"{P-" in line else line)
    file.write(b"\n]\n")
