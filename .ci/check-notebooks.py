#!/usr/bin/env python3
"""Run the notebooks of reports again, and hold what they show against the tables and the drawings beside them.

    .ci/check-notebooks.py out/exports/nimh-ketamine first.ipynb ...

Of each datapackage.json: Frictionless accepts it and the tables. Of each report.ipynb: it validates as nbformat 4.5; each table is shown again to the byte; each figure plots values that a row of
the exported CSV files has (and R's plots the same, where R_DRAWN names the folder in which .ci/check-quarto.R wrote them); and as many marks as the SVG of the report draws, at places that are a straight (or logarithmic)
function of those values. A notebook that stands alone holds its tables, and has no SVG beside it. Needs nbformat, nbclient, ipykernel, pandas, matplotlib and
frictionless; .ci/notebooks brings them.
"""

import csv
import json
import math
import os
import re
import sys
import time
import xml.etree.ElementTree as tree
from pathlib import Path

import frictionless
import nbformat
from nbclient import NotebookClient

# GitHub and nbviewer show a notebook of a few megabytes; every figure stands in it as SVG.
MOST_BYTES = 1_500_000
# Coordinates of a drawing have two decimals.
CLOSE = 0.02


class Difference(Exception):
    pass


def hold(condition, words):
    if not condition:
        raise Difference(words)


def number(text):
    try:
        return float(text)
    except ValueError:
        return None


# ---- what a drawing shows

class Drawing:
    def __init__(self, path):
        self.root = tree.parse(path).getroot()
        self.marks = [place for element in self.root.iter() for place in [self.mark(element)] if place]

    @staticmethod
    def mark(element):
        if element.get("stroke-width") != "1.6":
            return None
        if element.tag.endswith("circle"):
            return float(element.get("cx")), float(element.get("cy"))
        if not element.tag.endswith("polygon"):
            return None
        points = [tuple(map(float, pair.split(","))) for pair in element.get("points").split()]
        xs, ys = zip(*points)
        share = 1.2 / 2.16 if len(points) == 3 else 0.5
        return (min(xs) + max(xs)) / 2, min(ys) + share * (max(ys) - min(ys))

    def paths(self, *signs):
        return [e.get("d") for e in self.root.iter() if e.tag.endswith("path") and all(s in tree.tostring(e, "unicode") for s in signs)]

    def texts(self):
        return [e.text or "" for e in self.root.iter() if e.tag.endswith("text")]


def straight(values, places, words, log=False):
    """Whether places are a straight function of values, one for one."""
    hold(len(values) == len(places), f"{words}: {len(values)} values, {len(places)} marks")
    pairs = sorted(zip(sorted(math.log(v) if log else v for v in values), sorted(places)))
    rising = try_line([p[0] for p in pairs], [p[1] for p in pairs])
    falling = try_line([p[0] for p in pairs], sorted((p[1] for p in pairs), reverse=True))
    hold(min(rising, falling) <= CLOSE, f"{words}: marks lie {min(rising, falling):.3f} from where the values are")


def try_line(xs, ys):
    n = len(xs)
    if n < 3 or max(xs) == min(xs):
        return 0.0
    mx, my = sum(xs) / n, sum(ys) / n
    slope = sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)
    return max(abs(y - my - slope * (x - mx)) for x, y in zip(xs, ys))


def stairs(name, plotted, drawing):
    """Every level of a curve's steps is one that its group has."""
    paths = [path for place in range(7) for path in drawing.paths(f'class="k-s{place}"') if "H" in path and "Z" not in path]
    kinds = list(dict.fromkeys(row["series"] for row in plotted))
    hold(len(paths) == len(kinds), f"{name}: {len(kinds)} groups, {len(paths)} curves")
    levels = [[float(y) for y in re.findall(r"(?:M[-\d.]+ |V)([-\d.]+)", path)] for path in paths]
    values = [[row["y"] for row in plotted if row["series"] == kind] for kind in kinds]
    most = max(range(len(kinds)), key=lambda place: max(values[place]))
    zero, unit = levels[most][0], (levels[most][0] - min(levels[most])) / max(max(values[most]), 1e-9)
    for kind, own, drawn in zip(kinds, values, levels):
        for level in drawn[1:]:
            near = min(abs(zero - unit * value - level) for value in own)
            hold(near <= 1.1, f"{name}, {kind}: a step lies {near:.2f} from every value")


def compare(name, function, call, plotted, drawing):
    """The marks of a figure against the values that the notebook plots."""
    values = [row["value"] for row in plotted] if plotted and "value" in plotted[0] else []
    marks = drawing.marks
    if function == "forest" and "panel=" in call:
        panel = re.search(r'panel="(\w+)"', call).group(1)
        left = sorted(x for x, _ in marks)
        for own in dict.fromkeys(row[panel] for row in plotted):
            here = [row["value"] for row in plotted if row[panel] == own]
            straight(here, left[: len(here)], f"{name}, {own}")
            left = left[len(here) :]
        hold(not left, f"{name}: {len(left)} marks more than values")
    elif function == "curves" and "steps=True" in call:
        stairs(name, plotted, drawing)
    elif function == "forest" and "truth=" in call and len(marks) > len(values):
        # The truths are marks of their own, and one below says what they are.
        marks = sorted(marks, key=lambda mark: mark[1])[:-1]
        straight(values + [row["truth"] for row in plotted if "truth" in row], [x for x, _ in marks], name)
    elif function in ("forest", "against"):
        straight(values, [x for x, _ in marks], name, log="log=True" in call)
    elif function == "love":
        # Two marks above the first line say what is hollow.
        straight([abs(v) for v in values], [x for x, y in marks if y > 34], name)
    elif function == "overlap":
        heights = []
        for path in drawing.paths('fill-opacity="0.7"'):
            ys = [float(y) for y in re.findall(r"[ML][-\d.]+ ([-\d.]+)", path)]
            heights.append(max(ys) - min(ys))
        straight(values, heights, name)
    elif function == "specification":
        straight(values, [y for _, y in marks], name)
    elif function == "matrix":
        shades = [float(e.get("fill-opacity")) for e in drawing.root.iter() if e.get("fill-opacity")]
        firm = float(re.search(r"firm=([\d.]+)", call).group(1))
        values = [row["value"] for row in plotted if row["n"] >= firm]
        hold(len(shades) == len(values), f"{name}: {len(values)} values, {len(shades)} cells")
        expected = [0.5 * v / max(max(values), 0.01) for v in values]
        hold(all(abs(a - b) < 0.006 for a, b in zip(sorted(shades), sorted(expected))), f"{name}: shades differ")
    elif function == "curves":
        ys = [row["y"] for row in plotted]
        if "marks=False" in call:
            path = drawing.paths('class="k-s0"')[0]
            places = [float(y) for _, y in re.findall(r"[ML]?(-?[\d.]+) (-?[\d.]+)", path)]
            if len(ys) <= 400:
                straight(ys, places, name, log="log=True" in call)
        else:
            # Marks at the end of lines stand for their names, and those at the left edge for rows of numbers below.
            right = float(drawing.root.get("width")) - (190 if "worst_case" in call else 180) + 13
            places = [y for x, y in marks if "square" in call or 30 < x < right]
            straight(ys, places, name)
    elif function == "flow":
        texts = drawing.texts()
        for row in plotted:
            counts = f"{int(row['patients']):,} patient" if row["patients"] else "patients: hidden"
            hold(any(counts in text for text in texts), f"{name}: no box says {counts}")
    elif function == "sankey":
        bands = drawing.paths('fill-opacity="0.3"')
        hold(len(bands) == len(values), f"{name}: {len(values)} bands, {len(bands)} drawn")
        widths = []
        for path in bands:
            y2, low = re.search(r" ([-\d.]+)V([-\d.]+)", path).groups()
            widths.append(float(low) - float(y2))
        pairs = [(v, w) for v, w in zip(sorted(values), sorted(widths)) if w > 0.7]
        hold(try_line(*zip(*pairs)) <= CLOSE, f"{name}: bands are not as wide as their counts")
    elif function == "sunburst":
        # A texture is a second drawing of the same arc.
        arcs = {path for path in drawing.paths() if "A" in path}
        hold(len(arcs) == len(values), f"{name}: {len(values)} arcs, {len(arcs)} drawn")
    else:
        raise Difference(f"{name}: {function} is not compared")


def in_files(name, function, call, plotted, folder):
    """Whether each plotted value is one of a row that has the same labels."""
    if function in ("sankey", "sunburst"):
        return
    given = re.match(r'\w+\(\s*"[^"]*",\s*("[^"]*"|\[[^\]]*\])', call).group(1)
    tables = re.findall(r'"([^"]*)"', given)
    rows = []
    for table in tables:
        with open(folder / f"tables/{table}.csv", newline="", encoding="utf-8") as file:
            rows += list(csv.DictReader(file))
    for row in plotted:
        labels = {k: v for k, v in row.items() if k in rows[0] and isinstance(v, str)}
        numbers = [row[k] for k in ("value", "low", "high", "x", "y") if isinstance(row.get(k), float)]
        if "share=" in call:
            first, second = re.search(r'share=\["(\w+)", "(\w+)"\]', call).groups()
            rows = [{**r, "share": str(number(r[first]) / number(r[second])) if r[first] and number(r[second]) else ""} for r in rows]
        if function == "overlap":
            # A bar is the share of its arm.
            numbers = [row["count"]]
        own = [r for r in rows if all(r[k] == v for k, v in labels.items())]
        cells = [[number(t) for t in r.values() if t] for r in own]
        # Published rates are printed as per cent.
        cells = [c + [v / 100 for v in c if v is not None] if function == "against" else c for c in cells]
        held = any(all(v in c for v in numbers) for c in cells)
        hold(held, f"{name}: a plotted value is in no row of {', '.join(tables)}")


def same_in_r(name, plotted, folder):
    """Whether R plots the same values, where it has run."""
    path = Path(os.environ.get("R_DRAWN", "")) / f"{folder.name}.csv"
    if "R_DRAWN" not in os.environ:
        return
    with open(path, newline="", encoding="utf-8") as file:
        theirs = sorted(number(row["value"]) for row in csv.DictReader(file) if row["figure"] == name and row["value"] != "NA")
    column = next((c for c in ("value", "y", "patients") if plotted and c in plotted[0]), "value")
    ours = sorted(float(row[column]) for row in plotted if row[column] != "")
    hold(len(ours) == len(theirs), f"{name}: {len(ours)} values, {len(theirs)} in R")
    hold(all(math.isclose(a, b, rel_tol=1e-12) for a, b in zip(ours, theirs)), f"{name}: R plots other values")


# ---- a notebook

LAST = """import json as _json
print("NUMBERS" + _json.dumps({n: [[None if isinstance(v, float) and v != v else v for v in r] for r in t.astype(object).values.tolist()]
                               + [list(t.columns)] for n, t in drawn.items()}, default=lambda v: v.item()))"""


def check(folder):
    alone = folder.suffix == ".ipynb"
    path = folder if alone else folder / "report.ipynb"
    hold(path.stat().st_size < MOST_BYTES, f"{path.stat().st_size} bytes")
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    hold((notebook.nbformat, notebook.nbformat_minor) == (4, 5), "no notebook of nbformat 4.5")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    saved = [[dict(output.get("data", {})) for output in cell.outputs] for cell in code]
    notebook.cells.append(nbformat.v4.new_code_cell(LAST, id="drawn"))
    NotebookClient(notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    text = "".join(output.get("text", "") for output in notebook.cells[-1].outputs)
    numbers = json.loads(text.split("NUMBERS", 1)[1])
    drawn = {n: [dict(zip(rows[-1], row)) for row in rows[:-1]] for n, rows in numbers.items()}
    tables = figures = 0
    for cell, before in zip(code, saved):
        call = re.match(r"(\w+)\(\s*\"?([^\"]*)\"?", cell.source)
        if not before:
            continue
        function, name = call.groups()
        if function == "show":
            after = [dict(output.data) for output in cell.outputs if output.output_type == "execute_result"]
            hold(after == before, f"the table of {cell.source!r} differs when it is shown again")
            tables += 1
        elif alone:
            hold(any("image/png" in output.get("data", {}) for output in cell.outputs), f"{name}: no picture")
            figures += 1
        else:
            hold(any("image/png" in output.get("data", {}) for output in cell.outputs), f"{name}: no picture")
            plotted = [{k: v for k, v in row.items() if v is not None} for row in drawn[name]]
            in_files(name, function, cell.source, plotted, folder)
            same_in_r(name, plotted, folder)
            compare(name, function, cell.source, plotted, Drawing(folder / f"figures/{name}.svg"))
            figures += 1
    if not alone:
        package = frictionless.validate(str(folder / "datapackage.json"))
        hold(package.valid, f"datapackage.json: {package.flatten(['title', 'note'])[:3]}")
    if alone:
        return path.stat().st_size, tables, figures
    hold(figures == len(list((folder / "figures").glob("*.svg"))), f"{figures} of the report's figures are drawn again")
    shown = "\n".join(cell.source for cell in code)
    for table in (folder / "tables").glob("*.csv"):
        hold(f'"{table.stem}"' in shown, f"tables/{table.name} is nowhere in the notebook")
    return path.stat().st_size, tables, figures


def main():
    print(f"{'report':<24}{'kilobytes':>10}{'tables':>8}{'figures':>8}{'seconds':>9}  verdict")
    status = 0
    for folder in map(Path, sys.argv[1:]):
        start = time.monotonic()
        try:
            size, tables, figures = check(folder)
            said, verdict = f"{size / 1000:>10.0f}{tables:>8}{figures:>8}", "the same"
        except Difference as difference:
            said, verdict, status = " " * 26, f"DIFFERS: {difference}", 1
        except Exception as error:  # The table tells of every report.
            said, verdict, status = " " * 26, f"FAILS: {str(error)[-2000:]}", 1
        print(f"{folder.name:<24}{said}{time.monotonic() - start:>9.1f}  {verdict}", flush=True)
    return status


sys.exit(main())
