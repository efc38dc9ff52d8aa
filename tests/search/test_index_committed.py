"""What a commit does by itself: what names the renamed is written anew before the editor's next look."""

from tarepo.enums import Kind
from tarepo.indexing import drain_all
from tarepo.models import SearchIndex
from tarepo.search.query import Matches, parse
from tests.make import activity, published, rename


def found(words: str) -> set[str]:
    rows = SearchIndex.objects.filter(Matches("vector", parse(words)))
    return set(rows.values_list("row__reference", flat=True))


def test_an_editor_sees_a_change_of_names_at_once(committed_db):
    drain_all()
    subject = published(Kind.SUBJECT, "Zorbics", reference="test-subject")
    activity(subjects=["subject/test-subject"])
    rename(subject, "Quillets")
    assert found("quillets") == {"test-subject", "TA-2023-9001"}
