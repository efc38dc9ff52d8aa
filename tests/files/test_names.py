import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarepo.file_names import clean_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Report 2024.pdf", "Report 2024.pdf"),
        ("report.exe", "report.pdf"),
        ("report.pdf.exe", "report.pdf.pdf"),
        ("no ending", "no ending.pdf"),
        ("v1.2 final draft", "v1.2 final draft.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\report.pdf", "report.pdf"),
        ("a\x00b\nc\rd.pdf", "ab c d.pdf"),
        ('say "hello"; x=1.pdf', "say hello x=1.pdf"),
        ("gnp\u202efdp.exe", "gnpfdp.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ("报告.pdf", "报告.pdf"),
        ("lone \ud800.pdf", "lone.pdf"),
        ("e\u0301cole.pdf", "école.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("..", "file.pdf"),
        ("", "file.pdf"),
        ("a" * 500, "a" * 120 + ".pdf"),
    ],
)
def test_a_name_is_made_safe(name, expected):
    assert clean_name(name, "pdf") == expected


@given(st.text(st.characters(), max_size=300))
def test_a_clean_name_is_safe_and_stays_as_it_is(name):
    clean = clean_name(name, "pdf")
    assert clean == clean_name(clean, "pdf")
    assert not set(clean) & set('/\\"<>:|?*%#&;\n\r\0')
    assert not {unicodedata.category(character) for character in clean} & {"Cc", "Cf", "Cs"}
    assert len(clean) <= 200
    assert len(clean.encode()) <= 255
    assert clean.endswith(".pdf")
    assert not clean.startswith(".")
