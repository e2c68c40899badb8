"""A council's logo from a file: what it is by its content, without anything in it but a picture."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Tree

import typst
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 500_000
# Of the picture as it is kept: more than any page of ours prints.
_LONGEST_SIDE = 1_200  # pixels
_MOST_PIXELS = 20_000_000
_SHORTEST_SIDE = 40  # pixels
_NARROWEST = 6  # times as long as high, or as high as long
_PNG = b"\x89PNG\r\n\x1a\n"
_SVG = "http://www.w3.org/2000/svg"
_LINK = "{http://www.w3.org/1999/xlink}href"
# Drawings alone: no letters (they need a typeface that the reader may not have), no pictures within, nothing that runs.
_ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "switch"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
    }
)
_NOT_DRAWN = {"metadata"}
_DRAWING = Path(__file__).resolve().parent / "typst" / "logo.typ"
_OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#)|@import|@font-face|javascript:|expression\(|\\", re.IGNORECASE)


class NotALogo(ValueError):
    """The file cannot be used as a logo; the message says why and what to do."""


@dataclass(frozen=True)
class Logo:
    """`png` for every form of a document; `svg` the drawing, blank where the file was a picture of points."""

    png: bytes
    svg: str = ""


def read_logo(name: str, data: bytes) -> Logo:
    """The logo that the file holds. Raises `NotALogo`."""
    if len(data) > MOST_BYTES:
        raise NotALogo(
            f"The file has {len(data) // 1000:,} kB. A logo may have {MOST_BYTES // 1000} kB: save it smaller."
        )
    is_png = data.startswith(_PNG)
    if not is_png and b"<svg" not in data[:10_000]:
        raise NotALogo(
            "The file is neither a PNG picture nor an SVG drawing. Save the logo as one of these and choose it again."
        )
    said = Path(name).suffix.lower()
    if said in {".png", ".svg"} and (said == ".png") is not is_png:
        raise NotALogo(
            f"The file's name ends in {said}, and its content is {'a PNG picture' if is_png else 'an SVG drawing'}. "
            "Save it under its right name and choose it again."
        )
    if is_png:
        return Logo(_picture(data))
    svg = _drawing(data)
    return Logo(_picture(_drawn(svg)), svg)


def _picture(data: bytes) -> bytes:
    """The picture alone, packed anew: nothing that was hidden in the file comes along."""
    try:
        with Image.open(io.BytesIO(data), formats=("PNG",)) as found:
            width, height = found.size
            _fits(width, height)
            found.load()
            picture = found.convert("RGBA")
    except NotALogo:
        raise
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise NotALogo(
            "The file says that it is a PNG picture, and cannot be read as one. Save the logo again and choose it."
        ) from None
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _fits(width: int, height: int) -> None:
    if min(width, height) < _SHORTEST_SIDE or width * height > _MOST_PIXELS:
        raise NotALogo(
            f"The picture is {width} by {height} pixels. It must have {_SHORTEST_SIDE} pixels on its shorter side, and "
            f"no more than {_MOST_PIXELS // 1_000_000} million in all."
        )
    if max(width, height) > _NARROWEST * min(width, height):
        raise NotALogo(
            f"The picture is {width} by {height}: too narrow for the head of a page. Neither side may be more than "
            f"{_NARROWEST} times the other."
        )


def _drawing(data: bytes) -> str:
    """The drawing, written anew from the parts that draw. Raises `NotALogo` where it holds anything that may not be."""
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotALogo(
            "The file says that it is an SVG drawing, and cannot be read as one, or declares entities. Save the logo "
            "as plain SVG and choose it again."
        ) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise NotALogo("The file is no SVG drawing. Save the logo as plain SVG and choose it again.")
    Tree.register_namespace("", _SVG)
    Tree.register_namespace("xlink", _LINK[1:].partition("}")[0])
    return Tree.tostring(_kept(root), encoding="unicode")


def _kept(element: Tree.Element) -> Tree.Element:
    """The element with what draws; notes of the program that made it are left out."""
    name = element.tag.rpartition("}")[2]
    if name not in _ELEMENTS:
        raise NotALogo(
            f"The drawing holds '{name[:40]}'. A logo may hold shapes alone: turn letters into shapes, and take out "
            "scripts, links, animations and pictures."
        )
    made = Tree.Element(element.tag)
    for attribute, value in element.attrib.items():
        if attribute == _LINK or not attribute.startswith("{"):
            made.set(attribute, _harmless(attribute, value))
    made.text = _harmless(name, element.text or "") if name == "style" else element.text
    for child in element:
        # A comment has no name; what is of another vocabulary draws nothing.
        if not isinstance(child.tag, str) or not child.tag.startswith(f"{{{_SVG}}}"):
            continue
        if child.tag.rpartition("}")[2] not in _NOT_DRAWN:
            made.append(_kept(child))
    return made


def _harmless(name: str, value: str) -> str:
    is_link = name in {"href", _LINK}
    if name.lower().startswith("on") or _OUTSIDE.search(value) or (is_link and not value.startswith("#")):
        raise NotALogo(
            "The drawing holds a script or points to something outside itself. Save the logo as plain SVG and choose "
            "it again."
        )
    return value


def _drawn(svg: str) -> bytes:
    """The drawing as a picture of points."""
    compiler = typst.Compiler(str(_DRAWING), root=str(_DRAWING.parent), sys_inputs={"svg": svg})
    try:
        content = compiler.compile(format="png", ppi=220)
    except (RuntimeError, typst.TypstError):
        raise NotALogo(
            "The drawing cannot be drawn: it has no size, or a part that is not understood. Save the logo as plain "
            "SVG, or as a PNG picture."
        ) from None
    if not isinstance(content, bytes):
        raise NotALogo("The drawing is longer than a page. Save the logo as a PNG picture.")
    return content
