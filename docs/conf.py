"""Sphinx: how the pages of alliancekit are built."""

from importlib.metadata import version as _version

project = "alliancekit"
author = "the alliancekit authors"
copyright = author  # without a year, so that the pages are the same whenever they are built
release = _version("alliancekit")
version = ".".join(release.split(".")[:2])

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx.ext.napoleon",
]
source_suffix = {".md": "markdown"}
html_theme = "furo"
html_title = f"alliancekit {release}"
html_last_updated_fmt = None

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # attributes of attrs classes are described once, in the class docstring
napoleon_custom_sections = ["Source"]

# pytest runs the examples in docstrings, inside their modules; Sphinx those in {doctest} blocks.
doctest_test_doctest_blocks = ""

# Every reference to a name of ours must resolve. Other libraries' names stay text: their
# inventories would have to be fetched from the network.
nitpick_ignore_regex = [
    ("py:.*", r"(?!alliancekit\b).*"),
    ("py:class", r"alliancekit\..*\.[A-Z]"),  # type variables have no page
]


def _resolve_public_name(app, env, node, contnode):
    """Return a link to the public name of what a package defines in one of its modules.

    An annotation names `alliancekit.dates.fuzzy.Span`; the pages show `alliancekit.dates.Span`.
    """
    parts = node.get("reftarget", "").split(".")
    if node.get("refdomain") != "py" or parts[0] != "alliancekit" or len(parts) < 3:
        return None

    domain = env.get_domain("py")
    for tail in (parts[-1:], parts[-2:]):
        name = ".".join((*parts[:2], *tail))
        if name in domain.objects:
            return domain.resolve_xref(
                env, node["refdoc"], app.builder, node["reftype"], name, node, contnode
            )
    return None


def setup(app):
    """Register what this file adds to Sphinx."""
    app.connect("missing-reference", _resolve_public_name)
