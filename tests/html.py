"""A page as a tree, to ask what it shows."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "input", "br", "hr", "path", "wbr", "circle", "rect"}
# What a reader sees as parted, although no blank stands between.
BLOCKS = {"p", "div", "li", "dt", "dd", "h1", "h2", "h3", "td", "th", "small", "span", "br", "option"}


class Node:
    """One element: its name, attributes, children in order."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag, self.attributes = tag, attributes
        self.children: list[Node | str] = []

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> set[str]:
        return set(self.get("class").split())

    @property
    def text(self) -> str:
        """What a reader reads, with single blanks."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        if self.tag in BLOCKS:
            yield " "
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._words()
        if self.tag in BLOCKS:
            yield " "

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, tag: str = "", class_: str = "", where: Callable[["Node"], bool] | None = None) -> list["Node"]:
        return [
            node
            for node in self.walk()
            if (not tag or node.tag == tag) and (not class_ or class_ in node.classes) and (not where or where(node))
        ]

    def one(self, tag: str = "", class_: str = "") -> "Node":
        (found,) = self.all(tag, class_)
        return found

    def by_id(self, anchor: str) -> "Node":
        (found,) = self.all(where=lambda node: node.get("id") == anchor)
        return found

    def texts(self, tag: str = "", class_: str = "") -> list[str]:
        return [node.text for node in self.all(tag, class_)]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> at {self.getpos()}"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(page: str | bytes) -> Node:
    """The tree of a page; an AssertionError where a tag is closed wrongly or not at all."""
    builder = _Builder()
    builder.feed(page.decode() if isinstance(page, bytes) else page)
    builder.close()
    assert len(builder.open) == 1, f"<{builder.open[-1].tag}> is never closed"
    return builder.root


def main(page: str | bytes) -> Node:
    return parse(page).one("main")


def facts(node: Node) -> dict[str, str]:
    """The page's list of facts: label → what it says. The first list, which stands above the sections."""
    return pairs(node.all("dl", "facts")[0])


def pairs(dl: Node) -> dict[str, str]:
    terms = [entry.one("dt").text for entry in dl.all("div")]
    assert len(set(terms)) == len(terms), terms
    return {entry.one("dt").text: entry.one("dd").text for entry in dl.all("div")}


def section_ids(node: Node) -> list[str]:
    return [part.get("id") for part in node.all("section", "section")]
