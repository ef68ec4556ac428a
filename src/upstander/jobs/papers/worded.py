"""A spoken paper as a Word file, to be changed by hand. It carries no fonts: those of its reader's machine write it."""

import io
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from math import sqrt
from typing import Any

from upstander.jobs.papers.spoken import Plain
from upstander.records.errors import Fault

GREY, VIOLET, INK = "545B64", "55389A", "16191D"
WASHES = {"recorded": "FFFFFF", "computed": "F5F2FB", "judged": "FAF5E6"}
EDGES = {"recorded": ("top", "single"), "computed": ("side", "dashed"), "judged": ("side", "double")}
A4, MARGIN = (210, 297), 20
"""Millimetres of the page and of its margins."""

TAGS = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ru": "ru-RU", "ar": "ar-SA", "zh": "zh-CN"}
"""How Word calls each language: it hyphenates, checks and reads aloud by that."""

FONTS = {"ascii": "Arial", "hAnsi": "Arial", "cs": "Arial", "eastAsia": "Microsoft YaHei"}
"""On every reader's machine, and close in width to what stands in for them elsewhere."""


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
        self.page()
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

    def page(self) -> None:
        """Its size, its direction, its fonts and its language: set once for every style."""
        section, millimetres = self.file.sections[0], self.shared.Mm
        section.page_width, section.page_height = (millimetres(each) for each in A4)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = millimetres(MARGIN)
        if self.paper["way"] == "rtl":
            section._sectPr.find(self.ns("w:docGrid")).addprevious(self.made("bidi"))
        for name, points in (("Normal", 10), ("Title", 17), ("Heading 2", 12.5)):
            self.style(self.file.styles[name], points)

    def style(self, style: Any, points: float) -> None:
        """One style in ink, in our fonts, tight enough for a table."""
        style.font.size, style.font.color.rgb = self.shared.Pt(points), self.shared.RGBColor.from_string(INK)
        style.paragraph_format.space_after = self.shared.Pt(3)
        look = style.element.get_or_add_rPr()
        for old in (*look.findall(self.ns("w:rFonts")), *look.findall(self.ns("w:lang"))):
            look.remove(old)
        look.insert(0, self.made("rFonts", **FONTS))
        tag = TAGS[self.paper["language"]]
        look.append(self.made("lang", val=tag if tag != "ar-SA" else "en-GB", eastAsia="zh-CN", bidi="ar-SA"))

    def made(self, element: str, **values: str) -> Any:
        """An element of Word's own, with its attributes."""
        found = self.oxml.OxmlElement(f"w:{element}")
        for name, value in values.items():
            found.set(self.ns(f"w:{name}"), value)
        return found

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
            self.turned(made, run, points, strong=strong)
        elif self.paper["way"] == "rtl":
            made._p.get_or_add_pPr().append(self.made("bidi", val="0"))
        return made

    def turned(self, paragraph: Any, run: Any, points: float, *, strong: bool) -> None:
        """From right to left: such letters have a weight and a size of their own."""
        paragraph._p.get_or_add_pPr().append(self.made("bidi"))
        look = run._r.get_or_add_rPr()
        if strong:
            look.find(self.ns("w:b")).addnext(self.made("bCs"))
        if points:
            look.append(self.made("szCs", val=str(round(points * 2))))
        look.append(self.made("rtl"))

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
        table = self.table(where, len(rows), len(rows[0]))
        self.ruled(table)
        for cells, width in zip(table.columns, widths(rows), strict=True):
            cells.width = self.shared.Mm(width)
            for cell in cells.cells:
                cell.width = self.shared.Mm(width)
        for place, row in enumerate(rows):
            for cell, piece in zip(table.rows[place].cells, row, strict=True):
                self.write(cell, piece, points=9, strong=bool(each["head"]) and place == 0)
                cell._tc.remove(cell.paragraphs[0]._p)
        self.narrow(where)
        for row in table.rows:
            row._tr.get_or_add_trPr().append(self.made("cantSplit"))
        if each["head"]:
            table.rows[0]._tr.get_or_add_trPr().append(self.oxml.OxmlElement("w:tblHeader"))

    def table(self, where: Any, rows: int, columns: int) -> Any:
        """An empty table, its first column where the paper's language begins."""
        made = where.add_table(rows, columns)
        made.autofit = False
        if self.paper["way"] == "rtl":
            style = made._tbl.tblPr.find(self.ns("w:tblStyle"))
            place = 0 if style is None else 1  # Word reads a table's properties in their order
            made._tbl.tblPr.insert(place, self.made("bidiVisual"))
        return made

    def narrow(self, where: Any) -> None:
        """Word wants a paragraph behind a table in a cell: as low as can be."""
        if where is not self.file:
            look = where.paragraphs[-1].paragraph_format
            look.space_after, look.line_spacing = self.shared.Pt(0), self.shared.Pt(2)

    def ruled(self, table: Any) -> None:
        """A thin line under each row."""
        lines = self.made("tblBorders")
        for side in ("bottom", "insideH"):
            lines.append(self.made(side, val="single", sz="4", color=GREY))
        place = table._tbl.tblPr.find(self.ns("w:tblLayout"))
        place.addprevious(lines)

    def bars(self, where: Any, each: Plain) -> None:
        """The numbers behind a chart."""
        self.write(where, each["label"], points=9)
        for one in each["rows"]:
            self.write(where, {**one["text"], "text": f"{one['text']['text']}: {one['said']}"}, points=9)

    def pen(self, where: Any, each: Plain) -> None:
        """A place to write by hand."""
        self.write(where, each["label"], strong=True)
        if each["choices"]:
            self.plain(where, "   ".join(f"☐ {one['text']}" for one in each["choices"]), 10)
        for _ in range(each["lines"]):
            self.plain(where, "_" * 60, 9)

    def box(self, where: Any, each: Plain) -> None:
        """A voice's block: its word, its colour and its edge."""
        cell = self.table(where, 1, 1).rows[0].cells[0]
        self.dressed(cell, each["voice"])
        parts = [each["word"], *(each[name]["text"] for name in ("title", "note") if each[name])]
        head = self.plain(cell, "  ".join(parts), 8.5, strong=True)
        head.paragraph_format.keep_with_next = True
        if each["voice"] == "computed":
            head.runs[0].font.color.rgb = self.shared.RGBColor.from_string(VIOLET)
        cell._tc.remove(cell.paragraphs[0]._p)
        for one in each["blocks"]:
            self.block(cell, one)
        if each["signed"]:
            self.write(cell, {**each["signed"], "text": f"— {each['signed']['text']}"}, points=9)
        self.plain(where, "", 4)

    def dressed(self, cell: Any, voice: str) -> None:
        """The look of a voice: solid, dashed or double."""
        shape = cell._tc.get_or_add_tcPr()
        side, line = EDGES[voice]
        edges = self.made("tcBorders")
        ink = VIOLET if voice == "computed" else INK
        edges.append(self.made("left" if side == "side" else side, val=line, sz="12", color=ink))
        wash = self.made("shd", val="clear", color="auto", fill=WASHES[voice])
        shape.append(edges)
        shape.append(wash)


def widths(rows: list[list[Plain]]) -> list[float]:
    """Millimetres of each column of a table, by how much its texts hold and by its longest word."""
    weights = [weight([row[place]["text"] for row in rows]) for place in range(len(rows[0]))]
    return [(A4[0] - 2 * MARGIN - 4) * each / sum(weights) for each in weights]


def weight(texts: list[str]) -> float:
    """How much room a column asks for, as on the PDF."""
    longest = max(len(word) for text in texts for word in (text.split() or [""]))
    return max(sqrt(min(160, max(20, *map(len, texts)))), 0.45 * min(longest, 40))
