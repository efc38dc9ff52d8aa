"""A Word file read back: what its parts say, as Word would find them."""

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Word:
    def __init__(self, content: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        assert self.zip.testzip() is None
        self.body = self.part("word/document.xml")
        self.notes = self.part("word/footnotes.xml")

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.zip.read(name))

    @property
    def paragraphs(self) -> list[str]:
        """Number, tab and words of each paragraph outside of tables."""
        return [self.text(each) for each in self.body[0].iterchildren(f"{W}p")]

    @staticmethod
    def text(node: etree._Element) -> str:
        marks = {f"{W}t": lambda each: each.text or "", f"{W}tab": lambda each: "\t", f"{W}br": lambda each: "\n"}
        return "".join(marks[each.tag](each) for each in node.iter(*marks) if each.getparent().tag == f"{W}r")

    @property
    def calls(self) -> list[str]:
        return [each.get(f"{W}id") for each in self.body.iter(f"{W}footnoteReference")]

    @property
    def footnotes(self) -> dict[str, str]:
        return {each.get(f"{W}id"): self.text(each).strip() for each in self.notes if not each.get(f"{W}type")}
