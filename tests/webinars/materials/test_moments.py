"""Chapters lead to their moments, where the address of the recording can tell one."""

import pytest
from django.test import Client

from tests import make
from tests.html import parse
from webinars.materials.moments import moment_url


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://www.youtube.com/watch?v=aB-1_c", "https://www.youtube.com/watch?v=aB-1_c&t=750"),
        ("https://m.youtube.com/watch?v=aB&t=5s&list=x#y", "https://m.youtube.com/watch?v=aB&list=x&t=750"),
        ("https://youtu.be/aB-1_c?si=z", "https://youtu.be/aB-1_c?si=z&t=750"),
        ("https://www.youtube.com/live/aB-1_c", "https://www.youtube.com/live/aB-1_c?t=750"),
        ("https://www.youtube-nocookie.com/embed/aB", "https://www.youtube-nocookie.com/embed/aB?start=750"),
        ("https://vimeo.com/123456", "https://vimeo.com/123456#t=750s"),
        ("https://vimeo.com/channels/ip/123456#t=5s", "https://vimeo.com/channels/ip/123456#t=750s"),
        ("https://player.vimeo.com/video/123?h=ab", "https://player.vimeo.com/video/123?h=ab#t=750s"),
        ("https://example.org/a/Webinar.MP4?x=1", "https://example.org/a/Webinar.MP4?x=1#t=750"),
        ("https://webcast.example.org/detail/750", ""),
        ("https://www.youtube.com/playlist?list=x", ""),
        ("https://www.youtube.com/watch", ""),
        ("https://notyoutube.com/watch?v=aB", ""),
        ("https://youtube.com.example.org/watch?v=aB", ""),
        ("https://vimeo.com/about", ""),
        ("ftp://example.org/a.mp4", ""),
        ("https://[broken/a.mp4", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_moment(link: str, told: str) -> None:
    assert moment_url(link, 750) == told


LINES = "0:00:00 Opening\n0:12:30 Lessons"
ENGLISH = {"kind": "recording", "language": "en", "link": "https://youtu.be/english", "released": True}
FRENCH = {"kind": "recording", "language": "fr", "link": "https://youtu.be/french", "released": True}
ELSEWHERE = {"kind": "recording", "language": "en", "link": "https://webcast.example.org/1", "released": True}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("recordings", "links"),
    [
        ([ENGLISH], ["https://youtu.be/english?t=0", "https://youtu.be/english?t=750"]),
        ([FRENCH], ["https://youtu.be/french?t=0", "https://youtu.be/french?t=750"]),
        ([ENGLISH, FRENCH], ["https://youtu.be/english?t=0", "https://youtu.be/english?t=750"]),
        ([FRENCH, FRENCH], []),
        ([ELSEWHERE], []),
        ([], []),
    ],
)
def test_chapters_lead_into_the_recording_that_they_are_of(client: Client, recordings: list, links: list) -> None:
    chapters = {"kind": "chapters", "language": "en", "chapters": LINES, "released": True}
    make.webinar("On marks", slug="marks", materials=[*recordings, chapters])
    part = parse(client.get("/webinars/marks/").content).by_id("chapters")
    assert part.texts("li") == ["0:00:00 Opening", "0:12:30 Lessons"]
    assert [link.get("href") for link in part.one("ol").all("a")] == links
