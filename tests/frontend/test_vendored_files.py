from __future__ import annotations

import io
import json
import re
import tarfile

import pytest

from sufficiency.vendor_static import README, ROOT, rewrite, sums, vendor

SERVED = [path for path in (ROOT / "static").rglob("*") if path.suffix in {".css", ".js"}]


def test_every_vendored_file_has_the_sum_written_down_and_none_is_missing():
    written = dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", README.read_text(), re.M))
    assert written == sums()
    assert len(written) >= 20


def test_each_release_holds_its_licence_and_stands_in_the_table():
    table = README.read_text().split("## How they got here")[0]
    for folder in [*(ROOT / "static" / "vendor").iterdir(), *(ROOT / "tests" / "vendor").iterdir()]:
        if folder.is_dir():
            assert "permi" in (folder / "LICENCE.txt").read_text().lower(), folder.name
            name, version = folder.name.rsplit("-", 1)
            assert re.search(rf"`[^`]*{re.escape(folder.name)}` \|[^|]*\| {re.escape(version)} \|", table), (
                name
            )


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_nothing_served_carries_fonts_source_maps_or_addresses_from_the_root(path):
    text = path.read_text()
    for unwanted in ("@font-face", "sourceMappingURL", "GDS Transport", "/assets/", "govuk-crest"):
        assert unwanted not in text


@pytest.mark.parametrize(
    "path", [path for path in SERVED if path.suffix == ".css"], ids=lambda path: path.name
)
def test_every_picture_a_style_sheet_names_is_there(path):
    named = {name for name in re.findall(r"url\(([^)]+)\)", path.read_text()) if not name.startswith("data:")}
    assert [name for name in named if not (path.parent / name).is_file()] == []


def test_charts_run_without_eval():
    text = (ROOT / "static/vendor/plotly-basic-4.1.1/plotly-basic.min.js").read_text()
    assert not re.search(r"\bnew Function\b|(?<![\w.$])eval\(", text)


def test_rewriting_takes_out_what_must_not_be_served():
    text, pictures = rewrite(
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        'a{font-family:"GDS Transport",arial}'
        "b{background:url(/assets/images/tick.svg)}c{mask-image:url(/assets/images/govuk-crest.svg)}"
        "/*# sourceMappingURL=x.css.map */"
    )
    assert text == "a{font-family:arial}b{background:url(images/tick.svg)}c{mask-image:none}\n"
    assert pictures == {"tick.svg"}


def _archive(path, files):
    with tarfile.open(path, "w:gz") as archive:
        for name, body in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
    return path


def test_vendoring_writes_only_what_is_kept(tmp_path):
    archive = _archive(
        tmp_path / "moj.tgz",
        {
            "package.json": json.dumps({"name": "@ministryofjustice/frontend", "version": "9.9.9"}).encode(),
            "moj/moj-frontend.min.css": b"a{background:url(/assets/images/tick.svg)}",
            "moj/moj-frontend.min.js": b"export{}//# sourceMappingURL=moj.min.js.map",
            "moj/assets/images/tick.svg": b"<svg/>",
            "moj/assets/images/crest.png": b"not ours to use",
        },
    )
    folder = vendor(archive, root=tmp_path)
    kept = {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }
    assert kept.pop("LICENCE.txt").startswith("MIT License")
    assert kept == {
        "moj-frontend.min.css": "a{background:url(images/tick.svg)}\n",
        "moj-frontend.min.js": "export{}\n",
        "images/tick.svg": "<svg/>",
    }


def test_an_archive_that_is_not_on_the_list_is_refused_in_words(tmp_path):
    archive = _archive(tmp_path / "x.tgz", {"package.json": b'{"name": "left-pad", "version": "1.0.0"}'})
    with pytest.raises(SystemExit, match=r"x\.tgz is the package 'left-pad', which is not on the list"):
        vendor(archive, root=tmp_path)
