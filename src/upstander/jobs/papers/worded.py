"""A spoken paper as a Word file, to be changed by hand. It carries no fonts: those of its reader's machine write it."""

import io
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from upstander.jobs.papers.spoken import Plain
from upstander.records.errors import Fault

GREY, VIOLET, INK = "545B64", "55389A", "16191D"
WASHES = {"recorded": "FFFFFF", "computed": "F5F2FB", "judged": "FAF5E6"}
EDGES = {"recorded": ("top", "single"), "computed": ("side", "dashed"), "judged": ("side", "double")}
WIDEST = 160
"""Points that the longest bar takes."""


def library(name: str = "docx") -> Any:
    """The package that writes Word files; Fault where the papers are not installed."""
    try:
        return import_module(name)
    except ImportError as error:
        raise Fault("Install the papers: pip install 'upstander[papers]'.") from error


def docx(paper: Plain) -> bytes:
    """The paper as bytes of a .docx file."""
    sheet = Sheet(library().Document(), paper)
    sheet.frame()
    sheet.write(sheet.file, paper["title"], style="Title")
    for each in paper["blocks"]:
        sheet.block(sheet.file, each)
    for each in paper["legend"]:
        sheet.plain(sheet.file, f"{each['word']}: {each['means']}", 8)
    kept = io.BytesIO()
    sheet.file.save(kept)
    return kept.getvalue()


class Sheet:
    """A Word file being written."""

    def __init__(self, file: Any, paper: Plain) -> None:
        self.file, self.paper = file, paper
        self.shared, self.oxml = library("docx.shared"), library("docx.oxml")
        self.ns = library("docx.oxml.ns").qn

    def frame(self) -> None:
        """What stands on every page, and what the file says of itself."""
        about, section = self.file.core_properties, self.file.sections[0]
        about.title, about.author, about.language = self.paper["title"]["text"], "Upstander", self.paper["language"]
        about.created = about.modified = datetime.fromisoformat(self.paper["date"]).replace(tzinfo=None)
        drill = " · ".join(self.paper["drill"])
        for part, more in ((section.header, self.paper["subtitle"]["text"]), (section.footer, self.paper["made"])):
            for text in (drill, f"{self.paper['tlp']}  {more}"):
                if text:
                    self.plain(part, text, 8, strong=text == drill)
        self.plain(section.footer, f"{self.paper['handling']} {self.paper['source']}", 7)
        self.page_number(section.footer)

    def page_number(self, part: Any) -> None:
        """A field that Word fills with the page's number."""
        run = part.add_paragraph().add_run()
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            made = self.oxml.OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                made.set(self.ns("w:fldCharType"), kind)
            else:
                made.text = text
            run._r.append(made)

    def plain(self, where: Any, text: str, points: float, *, strong: bool = False) -> Any:
        """A paragraph of the paper's own language."""
        return self.write(where, {"text": text, "way": self.paper["way"]}, points=points, strong=strong)

    def write(
        self, where: Any, piece: Plain, *, style: str | None = None, points: float = 0, strong: bool = False
    ) -> Any:
        """A paragraph in its own direction, with what was left out said behind it."""
        made = where.add_paragraph(style=style)
        more = f" ({piece['more']})" if piece.get("more") else ""
        run = made.add_run(piece["text"] + more)
        run.bold = strong or None
        if points:
            run.font.size = self.shared.Pt(points)
        if piece["way"] == "rtl":
            self.turned(made, run)
        return made

    def turned(self, paragraph: Any, run: Any) -> None:
        """From right to left."""
        paragraph._p.get_or_add_pPr().append(self.oxml.OxmlElement("w:bidi"))
        run._r.get_or_add_rPr().append(self.oxml.OxmlElement("w:rtl"))

    def block(self, where: Any, each: Plain) -> None:
        """One block of any kind."""
        kinds: dict[str, Callable[[Any, Plain], None]] = {
            "heading": self.heading,
            "line": self.line,
            "items": self.items,
            "grid": self.grid,
            "bars": self.bars,
            "pen": self.pen,
            "box": self.box,
        }
        kinds[each["is"]](where, each)

    def heading(self, where: Any, each: Plain) -> None:
        """A heading that Word lists."""
        self.write(where, each["text"], style="Heading 2")

    def line(self, where: Any, each: Plain) -> None:
        """A paragraph, with its number where it has one."""
        number = f"{each['number']}. " if each["number"] else ""
        self.write(where, {**each["text"], "text": number + each["text"]["text"]}, strong=each["strong"])

    def items(self, where: Any, each: Plain) -> None:
        """A list."""
        for one in each["texts"]:
            self.write(where, one, style="List Bullet")

    def grid(self, where: Any, each: Plain) -> None:
        """A table with its head repeated on every page."""
        rows = [each["head"], *each["rows"]] if each["head"] else each["rows"]
        if not rows:
            return
        table = where.add_table(len(rows), len(rows[0]))
        table.autofit = True
        if self.paper["way"] == "rtl":
            style = table._tbl.tblPr.find(self.ns("w:tblStyle"))
            place = 0 if style is None else 1  # Word reads a table's properties in their order
            table._tbl.tblPr.insert(place, self.oxml.OxmlElement("w:bidiVisual"))
        for place, row in enumerate(rows):
            for cell, piece in zip(table.rows[place].cells, row, strict=True):
                self.write(cell, piece, points=9, strong=bool(each["head"]) and place == 0)
                cell._tc.remove(cell.paragraphs[0]._p)
        if each["head"]:
            table.rows[0]._tr.get_or_add_trPr().append(self.oxml.OxmlElement("w:tblHeader"))

    def bars(self, where: Any, each: Plain) -> None:
        """The numbers behind a chart."""
        self.write(where, each["label"], points=9)
        for one in each["rows"]:
            self.write(where, {**one["text"], "text": f"{one['text']['text']}: {one['said']}"}, points=9)

    def pen(self, where: Any, each: Plain) -> None:
        """A place to write by hand."""
        self.write(where, each["label"], strong=True)
        for one in each["choices"]:
            self.write(where, {**one, "text": f"☐ {one['text']}"})
        for _ in range(each["lines"]):
            self.plain(where, "_" * 60, 9)

    def box(self, where: Any, each: Plain) -> None:
        """A voice's block: its word, its colour and its edge."""
        table = where.add_table(1, 1)
        cell = table.rows[0].cells[0]
        self.dressed(cell, each["voice"])
        parts = [each["word"], *(each[name]["text"] for name in ("title", "note") if each[name])]
        head = self.plain(cell, "  ".join(parts), 8.5, strong=True)
        if each["voice"] == "computed":
            head.runs[0].font.color.rgb = self.shared.RGBColor.from_string(VIOLET)
        cell._tc.remove(cell.paragraphs[0]._p)
        for one in each["blocks"]:
            self.block(cell, one)
        if each["signed"]:
            self.write(cell, {**each["signed"], "text": f"— {each['signed']['text']}"}, points=9)
        elif each["blocks"] and each["blocks"][-1]["is"] == "grid":
            cell.add_paragraph()  # Word wants a paragraph behind a table in a cell
        self.plain(where, "", 4)

    def dressed(self, cell: Any, voice: str) -> None:
        """The look of a voice: solid, dashed or double."""
        shape = cell._tc.get_or_add_tcPr()
        side, line = EDGES[voice]
        if side == "side":
            side = "right" if self.paper["way"] == "rtl" else "left"
        edges = self.oxml.OxmlElement("w:tcBorders")
        edge = self.oxml.OxmlElement(f"w:{side}")
        for name, value in (("val", line), ("sz", "12"), ("color", VIOLET if voice == "computed" else INK)):
            edge.set(self.ns(f"w:{name}"), value)
        edges.append(edge)
        wash = self.oxml.OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", WASHES[voice])):
            wash.set(self.ns(f"w:{name}"), value)
        shape.append(edges)
        shape.append(wash)
