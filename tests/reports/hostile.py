"""Two hundred texts that somebody might type to make a printer run, fetch or open something."""

from __future__ import annotations

import itertools

# What each language takes for a command; `{aim}` is an address or a path.
_COMMANDS = (
    '#read("{aim}")',
    '#image("{aim}")',
    '#include "{aim}"',
    '#import "{aim}": *',
    '#eval("read(\\"{aim}\\")")',
    '#link("{aim}")[here]',
    '#plugin("{aim}")',
    '#json("{aim}")',
    '#bibliography("{aim}")',
    '<img src="{aim}">',
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{aim}"/></svg>',
    '<object data="{aim}"></object>',
    '<link rel="attachment" href="{aim}">',
    "<style>@import url({aim})</style>",
    '<iframe src="{aim}"></iframe>',
    '<script src="{aim}"></script>',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "{aim}">]><x>&e;</x>',
    '<xi:include href="{aim}"/>',
    "![picture]({aim})",
    "[words]({aim})",
    "\\input{{{aim}}}",
    '=HYPERLINK("{aim}","see")',
    '=WEBSERVICE("{aim}")',
    '=IMPORTXML("{aim}","//x")',
    "=cmd|'/C start {aim}'!A1",
    '{{% include "{aim}" %}}',
)
_FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "|calc", "%1", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00a0=1+1",
    "\ufeff=1+1", "＝1+1", "＋1", "－1", "＠x", "'=1+1", '"=1+1', "=A1", "={1}", "=-1", "\0=1+1", "\u200b=1+1",
    "+44 23 8083 3000", "-5",
)  # fmt: skip
_MARKS = (
    "#panic(1)", "#{ while true {} }", "$x^2$", "*bold* _it_", "= Heading", "@label", "// comment", "/* more */",
    "<label>", "#set page(width: 0pt)", "`raw`", "\\u{0}", "~", "---", "#sys.inputs", "[[cla.number]]", "{{ 7|add:7 }}",
    "%s%n%x", "\u202egnirts", "a\u0000b", "\u0001\u001f\u007f", "\ud800", "\ufffe", "]]>", "&lt;&amp;", "&#0;",
    "'; drop table reports_edition; --", "x" * 2000, "é" * 300, "𝕏" * 40, "أليس", "<b>bold</b>", "\\", '"', "'",
    "${7*7}", "#(1/0)", "#counter(page).update(99)", "#pagebreak()", "#metadata(1) <pages>", "DDEAUTO c:\\x.exe",
    "{ INCLUDETEXT c:\\x }", "<w:fldSimple w:instr='DATE'/>", "_x000D_", "_x0000_",
)  # fmt: skip


def texts(*aims: str) -> tuple[str, ...]:
    """Two hundred of them; `aims` are what they try to open."""
    commands = (command.format(aim=aim) for command, aim in itertools.product(_COMMANDS, aims))
    found = tuple(dict.fromkeys((*commands, *_FORMULAS, *_MARKS)))
    assert len(found) >= 200, len(found)
    return found
