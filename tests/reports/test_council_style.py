"""How a council's documents look: what may be a logo and a colour, and that what is published stays as it was."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfReader

from reports import actions
from reports.colours import OWN, colour_from, contrast_on_white, palette
from reports.document import Style
from reports.editions import pdf_of
from reports.exports.word import word
from reports.frozen import document_from, document_json
from reports.logos import NotALogo, read_logo
from reports.models import CouncilStyle
from reports.renderers.pdf import pdf
from sufficiency.core.access import Role
from sufficiency.core.models import AuditEvent
from sufficiency.core.stale import StaleEdit
from tests.people import signed_in, someone
from tests.reports import papers
from tests.reports.logos import SVG, drawing, png
from tests.reports.writing.test_drafts import author, director, draft, published, template

__all__ = ["author", "director", "draft", "template"]
GREEN = "#00512f"


@pytest.mark.parametrize(
    ("colour", "ratio"),
    # As WebAIM's contrast checker has them.
    [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.47), ("#1d70b8", 5.17)],
)
def test_contrast_is_that_of_wcag(colour, ratio):
    assert contrast_on_white(colour) == pytest.approx(ratio, abs=0.01)


def test_a_colour_is_typed_in_any_of_its_forms():
    assert [colour_from(text) for text in ("#00512F", "00512f", " #0af ", "green", "#12345", "")] == [
        *(GREEN, GREEN, "#00aaff", "", "", "")
    ]
    assert palette("") == OWN
    assert contrast_on_white(palette(GREEN).deep) > contrast_on_white(GREEN)


def test_a_drawing_and_a_picture_are_logos():
    drawn, taken = read_logo("logo.svg", SVG), read_logo("Logo.PNG", png())
    assert drawn.svg.startswith("<svg")
    assert drawn.png.startswith(b"\x89PNG")
    assert taken.svg == ""
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert picture.width == pytest.approx(2 * picture.height, abs=2)
    assert read_logo("logo.svg", SVG) == drawn


def test_what_was_hidden_in_a_picture_does_not_come_along():
    told = PngInfo()
    told.add_text("Comment", "taken at 12 Hidden Road")
    assert b"Hidden Road" in png(pnginfo=told)
    assert b"Hidden Road" not in read_logo("logo.png", png(pnginfo=told)).png


def test_notes_of_a_drawing_program_are_left_out():
    noted = drawing('<metadata><who xmlns="http://x.example/">Pat</who></metadata>').replace(
        b"<rect", b'<rect xmlns:i="http://i.example/" i:label="Pat"'
    )
    assert "Pat" not in read_logo("logo.svg", noted).svg


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("logo.png", b"", "neither a PNG picture nor an SVG drawing"),
        ("logo.png", b"GIF89a" + bytes(100), "neither a PNG picture nor an SVG drawing"),
        ("logo.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "neither a PNG picture nor an SVG drawing"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + bytes(200), "cannot be read as one"),
        ("logo.png", png()[:-40], "cannot be read as one"),
        ("logo.png", SVG, "name ends in .png, and its content is an SVG drawing"),
        ("logo.svg", png(), "name ends in .svg, and its content is a PNG picture"),
        ("logo.png", png(20, 20), "must have 40 pixels"),
        ("logo.png", png(900, 100), "too narrow"),
        ("logo.png", png(6000, 6000), "no more than 20 million"),
        ("logo.png", png() + bytes(600_000), "kB. A logo may have 500 kB"),
        ("logo.svg", b"<svg>not closed", "cannot be read as one"),
        ("logo.svg", b'<svg xmlns="http://elsewhere.example"/>', "no SVG drawing"),
        ("logo.svg", drawing("<script>alert(1)</script>"), "holds 'script'"),
        ("logo.svg", drawing("<text>Council</text>"), "turn letters into shapes"),
        ("logo.svg", drawing('<image href="http://x.example/a.png"/>'), "holds 'image'"),
        ("logo.svg", drawing("<foreignObject/>"), "holds 'foreignObject'"),
        ("logo.svg", drawing('<animate attributeName="x"/>'), "holds 'animate'"),
        ("logo.svg", drawing('<path onload="alert(1)" d=""/>'), "holds a script or points"),
        ("logo.svg", drawing('<use xlink:href="http://x.example/a.svg#b"/>'), "points to something outside"),
        ("logo.svg", drawing('<use href="file:///etc/passwd"/>'), "points to something outside"),
        ("logo.svg", drawing('<path fill="url(http://x.example/#a)" d=""/>'), "points to something outside"),
        (
            "logo.svg",
            drawing("<style>@import 'http://x.example/a.css';</style>"),
            "points to something outside",
        ),
        ("logo.svg", drawing('<path style="fill:url(//x.example)" d=""/>'), "points to something outside"),
        (
            "logo.svg",
            b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
            "declares entities",
        ),
    ],
)
def test_what_is_no_logo_is_refused_in_a_sentence(name, data, message):
    with pytest.raises(NotALogo, match=message):
        read_logo(name, data)


def _dressed() -> Style:
    logo = read_logo("logo.svg", SVG)
    return Style(GREEN, base64.b64encode(logo.png).decode(), logo.svg, "A house")


def test_old_content_reads_back_without_style_and_erratum():
    content = document_json(papers.full_of(("A", "B")))
    for name in ("style", "erratum", "corrects"):
        del content[name]
    document = document_from(content)
    assert (document.style, document.erratum, document.corrects) == (Style(), "", "")
    assert document_from(document_json(document)) == document


@pytest.mark.parametrize("kind", ["statement", "scorecard", "members", "market", "cabinet"])
@pytest.mark.parametrize("is_drawing", [True, False])
def test_every_look_has_the_logo_with_its_words_and_the_correction(kind, is_drawing):
    style = _dressed() if is_drawing else replace(_dressed(), logo_svg="")
    document = papers.cabinet(papers.HeadForm.COUNCIL_2020)
    document = replace(
        document,
        kind=kind,
        head=document.head if kind == "cabinet" else None,
        style=style,
        erratum="Table 3 counted some children twice.",
        corrects="Edition 2",
    )
    printed = pdf(document, edition="Edition 3", made_at=papers.MADE_AT)
    assert printed == pdf(document, edition="Edition 3", made_at=papers.MADE_AT)
    first = PdfReader(io.BytesIO(printed.content)).pages[0].extract_text()
    assert "Correction of Edition 2" in first
    assert "Table 3 counted some children twice." in " ".join(first.split())
    assert b"A house" in printed.content or "A house".encode("utf-16-be") in printed.content
    plain = pdf(replace(document, style=Style()), edition="Edition 3", made_at=papers.MADE_AT)
    assert plain.content != printed.content


def test_word_has_the_logo_the_colour_and_the_correction():
    document = replace(
        papers.cabinet(papers.HeadForm.COUNCIL_2014),
        style=_dressed(),
        erratum="It was wrong.",
        corrects="Edition 1",
    )
    content = word(document, edition="Edition 2", made_at=papers.MADE_AT)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        body, styles = (parts.read(f"word/{name}.xml").decode() for name in ("document", "styles"))
        pictures = [parts.read(name) for name in parts.namelist() if name.startswith("word/media/")]
    assert base64.b64decode(document.style.logo_png) in pictures
    assert 'descr="A house"' in body
    assert "Correction of Edition 1: " in body
    assert "It was wrong." in body
    assert palette(GREEN).deep[1:].upper() in styles


@pytest.fixture
def client(author):
    return signed_in(author)


def _sent(client, **given) -> dict:
    page = client.get(reverse("reports:style"))
    sent = {
        "key": str(uuid4()),
        "version": page.context["version"],
        "printed_name": "",
        "accent": "",
        "logo_alt": "",
    }
    return sent | given


def _set(client, **given):
    return client.post(reverse("reports:style"), _sent(client, **given))


@pytest.mark.django_db
def test_a_style_is_set_shown_and_written_down(council, client, author):
    logo = SimpleUploadedFile("logo.svg", SVG)
    answer = _set(client, printed_name="City of Small", accent="00512F", logo=logo, logo_alt="A house")
    assert answer.status_code == 302
    style = CouncilStyle.objects.get(authority=council)
    assert (style.printed_name, style.accent, style.changed_by) == ("City of Small", GREEN, author)
    assert AuditEvent.objects.filter(action="set document style", actor=author).count() == 1
    page = client.get(reverse("reports:style")).text
    assert 'alt="A house"' in page
    assert GREEN in page
    # Without a file the logo stays; asked to, it goes.
    assert _set(client, logo_alt="Another house").status_code == 302
    style.refresh_from_db()
    assert (bool(style.logo_png), style.logo_alt, style.accent) == (True, "Another house", "")
    assert _set(client, takes_logo_away="on").status_code == 302
    style.refresh_from_db()
    assert (bytes(style.logo_png), style.logo_svg, style.logo_alt) == (b"", "", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"accent": "#ffdd00"}, "On white the colour #ffdd00 has a contrast of 1.3 to 1"),
        ({"accent": "red"}, "Enter a colour as a # and six digits"),
        ({"logo": ("logo.png", b"GIF89a")}, "neither a PNG picture nor an SVG drawing"),
        ({"logo": ("logo.png", b"")}, "The file is empty"),
        ({"logo": ("logo.svg", SVG)}, "Say what the logo shows"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(council, client, given, message):
    if "logo" in given:
        given = {"logo": SimpleUploadedFile(*given["logo"])}
    answer = _set(client, **given)
    assert answer.status_code == 400
    assert message in answer.text
    assert not CouncilStyle.objects.exists()


@pytest.mark.django_db
def test_the_database_holds_what_the_form_says(council, author):
    for fields in ({"accent": "green"}, {"logo_png": png()}, {"logo_alt": "A house"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CouncilStyle.objects.create(authority=council, changed_by=author, **fields)


@pytest.mark.django_db
def test_who_came_second_is_told(council, client, author):
    late = _sent(client, accent="#000000")
    given = {"printed_name": "", "logo": None, "logo_alt": ""}
    actions.set_style(authority=council, version=0, accent=GREEN, by=author, **given)
    answer = client.post(reverse("reports:style"), late)
    assert answer.status_code == 409
    assert "#000000" in answer.text
    with pytest.raises(StaleEdit):
        actions.set_style(authority=council, version=5, accent="", by=author, **given)
    viewer = someone(council, Role.ELECTED_MEMBER)
    with pytest.raises(PermissionDenied):
        actions.set_style(authority=council, version=1, accent="", by=viewer, **given)


@pytest.mark.django_db
def test_what_is_published_stays_as_it_was_printed(council, client, draft, author, director):
    _set(
        client,
        printed_name="City of Small",
        accent=GREEN,
        logo=SimpleUploadedFile("l.png", png()),
        logo_alt="A house",
    )
    edition = published(draft, author, director)
    address = reverse("reports:edition-html", args=[edition.public_id])
    of_word = reverse("reports:edition-word", args=[edition.public_id])
    before = pdf_of(edition), client.get(of_word).content
    page = client.get(address).text
    assert f"--accent: {GREEN}" in page
    assert 'alt="A house"' in page
    assert "City of Small" in page
    assert _set(client, accent="#7a0019", takes_logo_away="on").status_code == 302
    edition.refresh_from_db()
    assert (pdf_of(edition), client.get(of_word).content) == before
    assert client.get(reverse("reports:edition-pdf", args=[edition.public_id])).content == before[0]
    assert f"--accent: {GREEN}" in client.get(address).text
    # Printed again from what was frozen, it is the same to the byte.
    again = pdf(document_from(edition.content), edition="Edition 1", made_at=edition_moment(edition))
    assert again.content == before[0]


def edition_moment(edition):
    """The moment as the edition was printed with it."""
    return timezone.localtime(edition.made_at)
