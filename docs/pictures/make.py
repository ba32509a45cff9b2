"""Make the pictures of the pages from what `make demo` wrote: run this file after it.

Needs LibreOffice, poppler (pdftoppm), Graphviz (fdp), khal and Chromium, which are not needed for
anything else.
"""

import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

HERE = Path(__file__).parent
BUILD = HERE.parent.parent / "build"
NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
WORKBOOK_PAGE = 3
WIDTH = 112
MONTHS = ("2024-04-01", "2024-08-01")
KHAL = """[calendars]
[[demo]]
path = {folder}/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""


def run(*words):
    """Run a program and return what it says."""
    ran = subprocess.run([str(word) for word in words], check=True, capture_output=True)  # noqa: S603 - our own words
    return ran.stdout.decode()


def draw_workbook(folder):
    """Draw the top of the sheet Timeline as LibreOffice prints it."""
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, BUILD / "us_japan.xlsx")
    page = ("-f", WORKBOOK_PAGE, "-l", WORKBOOK_PAGE, "-singlefile")
    part = ("-r", 115, "-x", 40, "-y", 50, "-W", 1260, "-H", 560)
    run("pdftoppm", "-png", *page, *part, folder / "us_japan.pdf", HERE / "workbook")


def list_calendar(folder):
    """List four months of the calendar as khal does, each entry once."""
    (folder / "calendar").mkdir()
    (folder / "khal.ini").write_text(KHAL.format(folder=folder), encoding="utf-8")
    khal = ("khal", "-c", folder / "khal.ini")
    run(*khal, "import", "--batch", BUILD / "us_japan.ics")
    text = run(*khal, "list", "--once", "--format", "  {title}", *MONTHS)
    lines = [line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…" for line in text.splitlines()]
    (HERE / "calendar.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


def draw_page(folder):
    """Draw the page as Chromium shows it."""
    look = ("--hide-scrollbars", "--disable-lcd-text", "--window-size=1200,1000")
    chromium = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", *look)
    profile = f"--user-data-dir={folder / 'profile'}"
    page = (BUILD / "us_japan.html").as_uri()
    run(*chromium, profile, f"--screenshot={HERE / 'page.png'}", page)


def draw_graph(folder):
    """Draw agreements and their parties; what is only planned or proposed is dashed."""
    root = ET.parse(BUILD / "us_japan.graphml").getroot()  # noqa: S314 - our own file
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{NAMESPACE}key")}
    nodes = {node.get("id"): facts_of(node, names) for node in root.iter(f"{NAMESPACE}node")}
    ties = [
        (edge.get("source"), edge.get("target"), facts_of(edge, names)["role"])
        for edge in root.iter(f"{NAMESPACE}edge")
        if nodes[edge.get("source")]["type"] == "party"
        and nodes[edge.get("target")]["type"] == "agreement"
    ]
    lines = ["graph {", "overlap=prism; overlap_scaling=-3; splines=true; dpi=44; pad=0.1;"]
    lines.append('node [fontname="DejaVu Sans", fontsize=14];')
    lines.append('edge [color="#7f7f7f", fontname="DejaVu Sans", fontsize=11];')
    for id_ in sorted({end for tie in ties for end in tie[:2]}):
        lines.append(f'"{id_}" [{node_style(nodes[id_])}];')
    for party, agreement, role in ties:
        label = "" if role == "party" else f' [label="{role}"]'
        lines.append(f'"{party}" -- "{agreement}"{label};')
    (folder / "graph.dot").write_text("\n".join([*lines, "}"]), encoding="utf-8")
    run("fdp", "-Tpng", "-Gstart=7", "-GK=1.1", folder / "graph.dot", "-o", HERE / "graph.png")


def facts_of(element, names):
    """Return the attributes of a node or an edge by name."""
    return {names[data.get("key")]: data.text or "" for data in element.iter(f"{NAMESPACE}data")}


def node_style(facts):
    """Return how Graphviz draws a node."""
    words, lines = facts["label"].replace('"', "'").split(), [""]
    if facts["type"] == "party":
        name = " ".join(words)
        return f'label="{name}", shape=box, style=filled, fillcolor="#2f5d8a", fontcolor=white'
    for word in words:
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) < 16 else [lines[-1], word]
    color = "#cfe3c4" if facts["realis"] == "actual" else "#fff3cd"
    style = "filled" if facts["realis"] == "actual" else "filled,dashed"
    text = "\\n".join(lines)
    return f'label="{text}", style="{style}", fillcolor="{color}"'


if __name__ == "__main__":
    for program in ("soffice", "pdftoppm", "fdp", "khal", "chromium"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is not installed")
    with tempfile.TemporaryDirectory() as name:
        draw_workbook(Path(name))
        draw_graph(Path(name))
        list_calendar(Path(name))
        draw_page(Path(name))
