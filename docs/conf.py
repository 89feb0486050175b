"""Settings of the documentation, which `make docs` builds with Sphinx."""

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from jetemail_api_client import __version__  # noqa: E402 - found by the path above

project = "jetemail-api-client"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]

# A link to nothing is a warning, and `make docs` fails on warnings.
nitpicky = True
# No page of this site is about the libraries whose types appear in signatures.
nitpick_ignore_regex = [("py:.*", ".*")]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
autodoc_class_signature = "mixed"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 80
add_module_names = False

html_theme = "furo"
html_title = f"jetemail-api-client {release}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False

# Docstrings are Markdown with Google's sections: code in backticks, everything else as it stands.
_CODE = re.compile(r"`+[^`]+`+")
_ARGUMENT = re.compile(r" {4}\w+: ")
_RESPONSE = re.compile(r" {4}[2]\d\d: ")
# Of methods of resources: each status with its meaning.
napoleon_use_ivar = True
napoleon_attr_annotations = False
napoleon_custom_sections = [("Responses", "params_style")]


def _escaped(text: str) -> str:
    """Escape what reStructuredText would read as markup."""
    return re.sub(r"([*|]|(?<=\w)_(?!\w))", r"\\\1", text)


def _as_rst(text: str) -> str:
    """Return one paragraph, with its code marked as reStructuredText does."""
    if re.match(r"\s*>>> ", text):
        return text
    start = match.end() if (match := _ARGUMENT.match(text)) else 0
    parts, position = [text[:start]], start
    for code in _CODE.finditer(text, start):
        parts += [_escaped(text[position : code.start()]), f"``{code[0].strip('`')}``"]
        position = code.end()
        if text[position : position + 1].isalnum():
            parts.append("\\ ")
    return "".join([*parts, _escaped(text[position:])])


def convert_docstring(
    app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]
) -> None:
    """Convert a docstring in place, before napoleon reads its sections."""
    if any(map(_RESPONSE.match, lines)):
        lines[:] = ["Responses:" if line == "Returns:" else line for line in lines]
    converted: list[str] = []
    is_code, paragraph = False, list[str]()

    def end_paragraph() -> None:
        if paragraph:
            converted.extend(_as_rst("\n".join(paragraph)).split("\n"))
            paragraph.clear()

    for line in lines:
        if line.startswith("```"):
            end_paragraph()
            is_code = not is_code
            language = line.strip("`") or "text"
            converted.extend(["", f".. code-block:: {language}", ""] if is_code else [""])
        elif is_code:
            converted.append(f"   {line}")
        elif not line.strip():
            end_paragraph()
            converted.append(line)
        else:
            paragraph.append(line)
    end_paragraph()
    # Without the empty comment, napoleon would take what is before a colon for the type.
    lines[:] = ["..", "", *converted] if what in {"attribute", "data", "property"} else converted


def skip_member(
    app: Any, what: str, name: str, obj: Any, is_skipped: bool, options: Any
) -> bool | None:
    """Leave out the texts below the fields of a model: they are in its docstring as well."""
    model = getattr(obj, "__objclass__", None)
    return True if model and "_generated.models" in model.__module__ else None


def convert_signature(
    app: Any,
    what: str,
    name: str,
    obj: Any,
    options: Any,
    signature: str | None,
    result: str | None,
) -> tuple[str | None, str | None]:
    """Show a signature by the public names of its types."""
    if what == "exception" or ("_generated.resources" in name and what == "class"):
        return "", None  # Clients make them.
    return _public(signature), _public(result)


def _public(text: str | None) -> str | None:
    """Return a signature with public names; None and leaving out are explained on a page."""
    if text is None:
        return None
    text = re.sub(r"\b_(?=Unset|UNSET)", "", text).replace("SequenceNotStr", "Sequence")
    text = re.sub(r" \| [\w.~]*Unset = (UNSET|attr_dict\['\w+'\]\.default)", " = UNSET", text)
    # Defaults that attrs computes.
    return re.sub(r" = (attr_dict\['\w+'\]\.default|NOTHING)", " = ...", text)


def write_llms(app: Any, error: Exception | None) -> None:
    """Write llms.txt: each page with its first sentence, for programs that read the site."""
    if error or app.builder.format != "html":
        return
    environment = app.env
    included = environment.toctree_includes
    sections = {"Start": [one for one in included["index"] if not one.endswith("/index")]}
    for name in (one for one in included["index"] if one in included):
        sections[environment.titles[name].astext()] = included[name]
    lines = [f"# {project}", "", f"> {_first_sentence(environment, 'index')}"]
    for title, pages in sections.items():
        lines += ["", f"## {title}", "", *(_llms_line(environment, page) for page in pages)]
    (Path(app.outdir) / "llms.txt").write_text("\n".join(lines) + "\n")


def _llms_line(environment: Any, page: str) -> str:
    title = environment.titles[page].astext()
    return f"- [{title}]({page}.html): {_first_sentence(environment, page)}"


def _first_sentence(environment: Any, page: str) -> str:
    found = environment.get_doctree(page).findall(lambda node: node.tagname == "paragraph")
    text = " ".join(next(found).astext().split())
    return re.split(r"(?<=[.?]) ", text)[0]


def setup(app: Any) -> None:
    """Register them."""
    app.connect("build-finished", write_llms)
    app.connect("autodoc-process-docstring", convert_docstring, priority=400)
    app.connect("autodoc-process-signature", convert_signature)
    app.connect("autodoc-skip-member", skip_member)
