"""A canvas that says what each mark on the page is: the structure tree of a tagged PDF.

A reader aloud follows the tree (headings, paragraphs, lists, tables with their header cells, figures with
their description); what is drawn as an artifact (rules, page numbers, repeated headers) it leaves out.
The mechanism is that of ISO 32000-1, 14.6 to 14.8; reportlab offers nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

__all__ = ["Element", "TaggedCanvas"]

_NAME, _ARRAY, _DICTIONARY = pdfdoc.PDFName, pdfdoc.PDFArray, pdfdoc.PDFDictionary


@dataclass(eq=False)
class Element:
    """One node of the structure tree. ``marks`` are (page, mark) numbers, among child elements, in order."""

    tag: str
    parent: Element | None = None
    alt: str = ""
    attributes: str = ""
    kids: list[Element | tuple[int, int]] = field(default_factory=list)


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """A reportlab canvas with :meth:`element` and the two context managers that wrap what is drawn."""

    def __init__(self, *args: object, title: str, **options: object) -> None:
        super().__init__(*args, **options)
        self._doc.signature = md5(usedforsecurity=False)  # reportlab begins it with the clock
        self.root = Element("Document")
        self._by_key: dict[Hashable, Element] = {}
        self._pages: list[list[Element]] = [[]]
        self._title = title

    def element(
        self,
        tag: str,
        *,
        parent: Element | None = None,
        key: Hashable = None,
        alt: str = "",
        attributes: str = "",
    ) -> Element:
        """A new element, or the one already made for ``key``: what a page cuts stays one element."""
        if key is not None and key in self._by_key:
            return self._by_key[key]
        above = parent or self.root
        made = Element(tag, above, alt, attributes)
        above.kids.append(made)
        if key is not None:
            self._by_key[key] = made
        return made

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn meanwhile is the content of ``element``."""
        marks = self._pages[-1]
        element.kids.append((len(self._pages) - 1, len(marks)))
        self._code.append(f"/{element.tag} <</MCID {len(marks)}>> BDC")
        marks.append(element)
        yield
        self._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn meanwhile is not content."""
        self._code.append("/Artifact BMC")
        yield
        self._code.append("EMC")

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        """End the page, with the number of its row in the parent tree."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._pages) - 1
        page.Tabs = _NAME("S")
        self._pages.append([])

    def save(self) -> None:
        """Write the document, the tree last."""
        self._write_tree()
        super().save()

    def _write_tree(self) -> None:
        references: dict[int, object] = {}
        tree = _DICTIONARY({"Type": _NAME("StructTreeRoot")})
        to_tree = self._doc.Reference(tree)
        to_root = self._written(self.root, to_tree, references)
        rows: list[object] = []
        for number, marks in enumerate(self._pages[:-1]):
            row = _ARRAY([references[id(element)] for element in marks])
            rows += [number, self._doc.Reference(row)]
        tree["K"] = _ARRAY([to_root])
        tree["ParentTree"] = self._doc.Reference(_DICTIONARY({"Nums": _ARRAY(rows)}))
        tree["ParentTreeNextKey"] = len(self._pages) - 1
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = tree
        catalog.MarkInfo = _DICTIONARY({"Marked": "true"})
        catalog.Metadata = pdfdoc.XMP(creator=self._metadata())

    def _written(self, element: Element, above: object, references: dict[int, object]) -> object:
        node = _DICTIONARY({"Type": _NAME("StructElem"), "S": _NAME(element.tag), "P": above})
        reference = self._doc.Reference(node)
        references[id(element)] = reference
        pages = self._doc.Pages.pages
        kids: list[object] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(self._written(kid, reference, references))
            else:
                page, mark = kid
                place = {"Type": _NAME("MCR"), "Pg": self._doc.Reference(pages[page]), "MCID": mark}
                kids.append(_DICTIONARY(place))
        if len(element.kids) == 1 and isinstance(element.kids[0], tuple):
            node["Pg"] = self._doc.Reference(pages[element.kids[0][0]])
            kids = [element.kids[0][1]]
        node["K"] = kids[0] if len(kids) == 1 else _ARRAY(kids)
        if element.alt:
            node["Alt"] = pdfdoc.PDFString(element.alt)
        if element.attributes:
            node["A"] = element.attributes
        return reference

    def _metadata(self) -> Callable[[object], bytes]:
        packet = _XMP.format(title=escape(self._title)).encode()
        return lambda _document: packet


_XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF>'
    '</x:xmpmeta><?xpacket end="w"?>'
)
