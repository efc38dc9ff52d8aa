"""What a file is for is guessed by its name and its content, and left open where they do not say."""

import io

import pytest

from tests.files.material import office
from webinars.materials.guess import Guess, guess, language_of, language_of_slides

SPEAKERS = {"P-1": "Beatriz Amorim-Borher", "P-2": "Thang Luong", "P-3": "Ana Luong"}


@pytest.mark.parametrize(
    ("name", "ending", "expected"),
    [
        ("Amorim-Borher_presentation_es.pptx", "pptx", Guess("slides", "es", "P-1")),
        ("amorim borher.pdf", "pdf", Guess("slides", "", "P-1")),
        ("Luong.pptx", "pptx", Guess("slides")),
        ("ThangLuong-EN.pptx", "pptx", Guess("slides", "en", "P-2")),
        ("webinar captions (Français).vtt", "vtt", Guess("captions", "fr")),
        ("chapters.en.vtt", "vtt", Guess("chapters", "en")),
        ("webinar-es.srt", "vtt", Guess("captions", "es")),
        ("Transcripción completa.docx", "docx", Guess("transcript")),
        ("propiedad en Peru.pdf", "pdf", Guess("other")),
        ("Provisional Programme.pdf", "pdf", Guess("programme")),
        ("zh.txt", "txt", Guess("transcript", "zh")),
        ("العرض arabic.odp", "odp", Guess("slides", "ar")),
        (".vtt", "vtt", Guess("captions")),
    ],
)
def test_by_its_name(name: str, ending: str, expected: Guess) -> None:
    assert guess(name, ending, "", "", SPEAKERS) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The lessons of the webinar and of the panel, with the speakers that spoke of this and that.", "en"),
        ("Les leçons des orateurs et des offices dans une région, et pour les pays.", "fr"),
        ("El taller y los temas del seminario para las oficinas y los países por una red.", "es"),
        ("تحية طيبة للجميع في هذه الندوة", "ar"),
        ("Добро пожаловать на вебинар", "ru"),
        ("欢迎参加网络研讨会", "zh"),
        ("Marks", ""),
    ],
)
def test_by_its_words(text: str, language: str) -> None:
    assert language_of(text) == language


def test_by_what_slides_are_marked_to_be() -> None:
    slide = b'<a:rPr lang="es-PE"/><a:rPr lang="es-PE"/><a:rPr lang="en-US"/>'
    data = office("presentationml.presentation", **{"ppt/slides/slide1.xml": slide})
    assert language_of_slides(io.BytesIO(data)) == "es"
    assert language_of_slides(io.BytesIO(b"no package")) == ""
