import math
import re
import textwrap
from collections import Counter

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.patches import PathPatch, Rectangle, Wedge
from matplotlib.path import Path

FOLDER = "tables/"
COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#4d4d4d"]
# Treatments are more than colours: the eighth and those after it are lighter.
TREATMENTS = COLOURS + ["#8cbfe0", "#f0b48c", "#8cd0bc", "#e8c4d8", "#f5d58c", "#b0dcf5", "#a8a8a8"]
MARKS = "osD^"
# A "$" in a name is a "$", and not the beginning of a formula.
plt.rcParams.update({"text.parse_math": False, "axes.spines.top": False, "axes.spines.right": False, "font.size": 9})

# What each figure plots, by the name of its file in figures/.
drawn = {}


def read(name):
    """A table as its file has it: every cell is text, and an empty one is hidden or has no value."""
    return pd.read_csv(f"{FOLDER}{name}.csv", dtype=str, keep_default_na=False)


def rows(tables, where=None):
    """The rows that hold a value in a column, or one of a list; lists set the order, the first one first.

    Of several tables, what two of them have is taken from the first.
    """
    tables = [tables] if isinstance(tables, str) else tables
    table = pd.concat([read(name) for name in tables], ignore_index=True)
    lists = {column: [kept] if isinstance(kept, str) else kept for column, kept in (where or {}).items()}
    for column, kept in lists.items():
        table = table[table[column].isin(kept)]
    for column, kept in reversed(lists.items()):
        table = table.sort_values(column, key=lambda values: values.map(kept.index), kind="stable")
    if len(tables) > 1:
        table = table.drop_duplicates(list(lists))
    return table.reset_index(drop=True)


def numbers(column):
    return column.map(lambda text: float(text) if text else math.nan).astype(float)


def word(column, value):
    """What people read for a value."""
    return LABELS.get(column, {}).get(value, value)


def label(row, columns):
    """The values of some columns as one label; a bare number says nothing without its column."""
    said = [word(column, row[column]) for column in columns]
    bare = [re.fullmatch(r"[0-9<>=.-]+", text) is not None for text in said]
    return " · ".join(f"{c} {text}" if b else text for c, text, b in zip(columns, said, bare)) or "All steps"


# ---- tables

class Shown:
    """A table for the page: numbers of many decimals are rounded to four, and files keep every digit."""

    def __init__(self, page, text):
        self.page, self.text = page, text

    def _repr_html_(self):
        return self.page

    def __repr__(self):
        return self.text


def brief(text):
    if not re.fullmatch(r"-?[0-9]+\.[0-9]{5,}|-?[0-9]+(\.[0-9]+)?e[-+]?[0-9]+", text):
        return text
    value = float(text)
    if 0 < abs(value) < 0.00005:
        return "<0.0001" if value > 0 else ">-0.0001"
    return text if abs(value) >= 2**53 else f"{value:.4f}"


def markup(text):
    """Text from data inside HTML, where no formula begins either."""
    marks = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
    marks |= {"$": "<span>&#36;</span>", "\\": "<span>&#92;</span>"}
    return "".join(marks.get(sign, sign) for sign in harmless(text))


def harmless(text):
    """Without signs that turn the direction of what follows, nor controls; a line break is a space."""
    text = re.sub("[\t\n\r]", " ", text)
    return re.sub("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]", "\ufffd", text)


def show(tables, where=None, columns=None, most=40):
    """Rows of a table, or some columns of them; what is the same in every row stands below it."""
    table = rows(tables, where)
    table = table[[c for c in table.columns if c in columns]] if columns else table
    same = [c for c in table.columns if len(table) > 1 and table[c].nunique() == 1]
    kept = [c for c in table.columns if c not in same] or list(table.columns)
    said = [f"{c} {brief(table[c].iloc[0])}" for c in same if c not in kept and table[c].iloc[0]]
    empty = [c for c in same if c not in kept and not table[c].iloc[0]]
    notes = ["In every row: " + ", ".join(said) + "."] if said else []
    notes += ["Empty in every row: " + ", ".join(empty) + "."] if empty else []
    if len(table) > most:
        notes.append(f"The first {most} of {len(table)} rows.")
    cells = [[brief(text) for text in row] for row in table[kept].head(most).itertuples(index=False)]
    right = [all(re.fullmatch(r"[<>]?-?[0-9.]+(e[-+]?[0-9]+)?|", row[i]) for row in cells) for i in range(len(kept))]
    side = ["right" if r else "left" for r in right]
    page = '<table border="1">\n<thead>\n<tr>'
    page += "".join(f'<th style="text-align: {s}">{markup(c)}</th>' for c, s in zip(kept, side)) + "</tr>\n</thead>\n<tbody>\n"
    for row in cells:
        page += "<tr>" + "".join(f'<td style="text-align: {s}">{markup(t)}</td>' for t, s in zip(row, side)) + "</tr>\n"
    page += "</tbody>\n</table>\n" + "".join(f"<p>{markup(note)}</p>\n" for note in notes)
    lines = [[harmless(text) for text in row] for row in [kept] + cells]
    wide = [max(len(row[i]) for row in lines) for i in range(len(kept))]
    text = [
        "  ".join(t.rjust(w) if r else t.ljust(w) for t, w, r in zip(row, wide, right)).rstrip(" ") for row in lines
    ]
    return Shown(page, "\n".join(text + [harmless(note) for note in notes]))


# ---- figures

def keep(name, table, columns, **values):
    """Remembers what is plotted."""
    drawn[name] = pd.concat([table[[c for c in dict.fromkeys(columns)]], pd.DataFrame(values, index=table.index)], axis=1)
    return drawn[name]


def forest(name, tables, where=None, line=(), value="estimate", low="conf_low", high="conf_high", thin=(), series=None,
           panel=None, overlay=False, reach=(), percent=True, log=False, reference=None, hollow=(), truth=None, share=(), empty="nobody", axis=""):
    """A mark with its limits a line. With overlay, further series are hollow marks on the line of the first.

    With `share` the value is one column's part of another, without limits.
    Of `hollow` the first names a column, the others what a row holds in it whose mark is hollow; `truth` is a column with a known value.
    """
    table = rows(tables, where)
    lines = list(dict.fromkeys(tuple(row) for row in table[list(line)].itertuples(index=False))) or [()]
    place = pd.Series([lines.index(tuple(row)) for row in table[list(line)].itertuples(index=False)] or [0] * len(table))
    kinds = list(dict.fromkeys(table[series])) if series else [""]
    kind = table[series].map(kinds.index) if series else pd.Series(0, index=table.index)
    if overlay:
        # Where nobody was scored, the worst case is no result either.
        key = [tuple(row) for row in table[list(line) + ([panel] if panel else [])].itertuples(index=False)]
        nobody = {k for k, n, s in zip(key, table["n"], kind) if s == 0 and n == "0"}
        table = table[[s == 0 or k not in nobody for k, s in zip(key, kind)]]
    nowhere = pd.Series(math.nan, index=table.index)
    values, lower, upper = (numbers(table[share[0]]) / numbers(table[share[1]]), nowhere, nowhere) if share else (
        numbers(table[c]) for c in (value, low, high))
    plotted = keep(name, table, list(line) + [c for c in (series, panel) if c], value=values, low=lower, high=upper,
                   line=place[table.index], series=kind[table.index])
    for part, column in zip(("thin_low", "thin_high"), thin):
        plotted[part] = numbers(table[column])
    if reach:
        plotted["thin_low"] = plotted["value"]
        plotted["thin_high"] = sum(numbers(table[c]) for c in reach) / numbers(table["n"])
    plotted["hollow"] = table[hollow[0]].isin(hollow[1:]) if hollow else plotted["series"] > 0
    if truth:
        plotted["truth"] = numbers(table[truth])
    nothing = plotted[plotted["value"].isna()]
    plotted = drawn[name] = plotted[plotted["value"].notna()]
    panels = list(dict.fromkeys(table[panel])) if panel else [None]
    figure, plots = plt.subplots(1, len(panels), sharex=True, sharey=True, squeeze=False, figsize=(9.5, 1.2 + 0.27 * len(lines)))
    unit = 100 if percent else 1
    for plot, own in zip(plots[0], panels):
        here = plotted if own is None else plotted[plotted[panel] == own]
        for _, row in here.iterrows():
            colour, y = COLOURS[int(row["series"]) % 7], row["line"]
            if "thin_low" in row and not math.isnan(row["thin_low"]):
                plot.plot([unit * row["thin_low"], unit * row["thin_high"]], [y, y], color=colour, linewidth=0.9)
            if not math.isnan(row["low"]) and not (overlay and row["series"]):
                plot.plot([unit * row["low"], unit * row["high"]], [y, y], color=colour, linewidth=2.4)
            if "truth" in row and not math.isnan(row["truth"]):
                plot.plot([unit * row["truth"]] * 2, [y - 0.45, y + 0.45], color=COLOURS[1], linewidth=1.6, linestyle="--", zorder=1)
            face = "white" if row["hollow"] else colour
            plot.plot(unit * row["value"], y, MARKS[int(row["series"]) % 4], color=colour, markerfacecolor=face, markersize=5.5)
        for place, row in nothing.iterrows():
            if (own is None or row[panel] == own) and not (overlay and row["series"]):
                hidden = table.get("suppressed", pd.Series("", index=table.index))[place] != ""
                plot.annotate("hidden" if hidden else empty, (1, row["line"]), xycoords=plot.get_yaxis_transform(), ha="right", va="center",
                              fontsize=8, fontstyle="italic", color="#5a6069")
        if log:
            plot.set_xscale("log")
        if reference is not None:
            plot.axvline(unit * reference, color="#8a9099", linewidth=1, linestyle="--", zorder=0)
        plot.set_xlabel(textwrap.fill(axis, 80))
        plot.set_title(word(panel, own) if own else "", loc="left", fontsize=10)
        plot.grid(axis="x", color="#dfe2e6", linewidth=0.7)
        plot.set_axisbelow(True)
    if not log and reference is None:
        # Panels share the axis, which ends beyond what any of them shows.
        ends = [plotted[c].max() for c in ("value", "high", "thin_high") if c in plotted]
        plots[0][0].set_xlim(0, 1.04 * unit * max([0.1] + [end for end in ends if not math.isnan(end)]))
    said = [label(dict(zip(line, own)), line) for own in lines]
    plots[0][0].set_yticks(range(len(lines)), said)
    plots[0][0].set_ylim(len(lines) - 0.5, -0.5)
    if series and overlay and len(kinds) > 1:
        figure.supxlabel("Filled: " + word(series, kinds[0]) + ", with its limits. Hollow: "
                         + ", ".join(word(series, k) for k in kinds[1:]) + ".", fontsize=8, x=0.01, ha="left")
    finish(figure)


def against(name, tables, where=None, line=(), hollow=(), axis=""):
    """A published rate (square) above the cohort's own (circle), each with its limits."""
    table = rows(tables, where)
    published = keep(name, table, line, value=numbers(table["published_pct"]) / 100, low=numbers(table["published_low"]),
                     high=numbers(table["published_high"]), line=table.index - 0.16, series="published", hollow=table[line[0]].isin(hollow))
    own = keep(name, table, line, value=numbers(table["estimate"]), low=numbers(table["conf_low"]), high=numbers(table["conf_high"]),
               line=table.index + 0.16, series="cohort", hollow=False)
    plotted = drawn[name] = pd.concat([published, own[own["low"].notna()]], ignore_index=True)
    figure, plot = plt.subplots(figsize=(9.5, 1.2 + 0.5 * len(table)))
    for _, row in plotted.iterrows():
        place = 1 if row["series"] == "published" else 0
        plot.plot([100 * row["low"], 100 * row["high"]], [row["line"]] * 2, color=COLOURS[place], linewidth=2.4)
        plot.plot(100 * row["value"], row["line"], MARKS[place], color=COLOURS[place], markerfacecolor="white" if row["hollow"] else COLOURS[place])
    for place in table.index[own["low"].isna()]:
        plot.annotate("hidden", (1, place + 0.16), xycoords=plot.get_yaxis_transform(), ha="right", va="center", fontsize=8, fontstyle="italic")
    plot.set_xlim(0, 104 * max(0.1, plotted["high"].max()))
    plot.set_yticks(range(len(table)), [label(row, line) for _, row in table.iterrows()])
    plot.set_ylim(len(table) - 0.5, -0.5)
    plot.set_xlabel(textwrap.fill(axis, 80))
    plot.grid(axis="x", color="#dfe2e6", linewidth=0.7)
    plot.set_axisbelow(True)
    finish(figure)


def love(name, tables, where=None, axis=""):
    """How far two arms lie apart in each column, before weighting (hollow) and after (filled)."""
    table = rows(tables, where)
    before, after = (keep(name, table, ["column"], series=c, value=numbers(table[c])) for c in ("before", "after"))
    drawn[name] = pd.concat([before, after], ignore_index=True)
    figure, plot = plt.subplots(figsize=(9.5, 1.2 + 0.27 * len(table)))
    plot.hlines(table.index, before["value"].abs(), after["value"].abs(), color="#dfe2e6", linewidth=1, zorder=0)
    plot.plot(before["value"].abs(), table.index, "o", color=COLOURS[0], markerfacecolor="white", label="before")
    plot.plot(after["value"].abs(), table.index, "o", color=COLOURS[0], label="after weighting")
    plot.axvline(0.1, color="#5a6069", linewidth=1, linestyle="--", zorder=0)
    plot.set_xlim(left=0)
    plot.set_yticks(table.index, table["column"])
    plot.set_ylim(len(table) - 0.5, -0.5)
    plot.set_xlabel(textwrap.fill(axis, 80))
    plot.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    finish(figure)


def overlap(name, tables, where=None, arms=(), axis=""):
    """Propensities of two arms: the first upwards, the second downwards, as shares of what is shown of their arm."""
    table = rows(tables, where)
    count = numbers(table["rows"])
    plotted = keep(name, table, ["arm", "propensity_from", "propensity_to"], count=count, value=count / count.groupby(table["arm"]).transform("sum").clip(lower=1))
    figure, plot = plt.subplots(figsize=(9.5, 3.6))
    for place, arm in enumerate(arms):
        own = plotted[plotted["arm"] == arm]
        left, side = numbers(own["propensity_from"]), 1 - 2 * place
        plot.bar(left, side * own["value"], numbers(own["propensity_to"]) - left, align="edge", color=COLOURS[place], alpha=0.7, edgecolor="white",
                 label=("Upwards: " if place == 0 else "Downwards: ") + word("arm", arm))
        for x in left[own["value"].isna()]:
            plot.text(x + 0.025, side * 0.01, "×", ha="center", va="center", color="#5a6069")
    plot.axhline(0, color="#8a9099", linewidth=1)
    plot.set_xlim(0, 1)
    plot.set_yticks([])
    plot.set_xlabel(axis + ("; ×: hidden" if plotted["value"].isna().any() else ""))
    plot.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    drawn[name] = plotted[plotted["value"] > 0]
    finish(figure)


def finish(figure):
    figure.tight_layout()
    plt.show()


def matrix(name, tables, where=None, line="strategy", column="step", value="estimate", count="n", firm=0):
    """A line a group and a column a step, darker for a higher rate, with N below it; hatched where hidden, unshaded where N is below `firm`."""
    table = rows(tables, where)
    lines, columns = (list(dict.fromkeys(table[c])) for c in (line, column))
    columns.sort(key=lambda text: (int(text) if text.isdigit() else math.inf, text))
    plotted = keep(name, table, [line, column], value=numbers(table[value]), n=numbers(table[count]))
    highest = max(plotted.loc[plotted["n"] >= firm, "value"].max(), 0.01)
    figure, plot = plt.subplots(figsize=(9.5, 0.8 + 0.42 * len(lines)))
    for place, row in plotted.iterrows():
        x, y = columns.index(row[column]), lines.index(row[line])
        there = not math.isnan(row["value"])
        shade = 0.5 * row["value"] / highest if there and row["n"] >= firm else 0
        hidden = not there and table["suppressed"][place] != ""
        plot.add_patch(Rectangle((x + 0.02, y + 0.02), 0.96, 0.96, facecolor=(0, 0.447, 0.698, shade), edgecolor="#dfe2e6",
                                 hatch="//" if hidden else None))
        if there:
            plot.text(x + 0.5, y + 0.38, f"{100 * row['value']:.0f} %", ha="center", va="center", weight="bold")
            plot.text(x + 0.5, y + 0.76, f"{row['n']:,.0f}", ha="center", va="center", fontsize=7.5)
        elif not hidden:
            plot.text(x + 0.5, y + 0.5, "–", ha="center", va="center", color="#5a6069")
    drawn[name] = plotted[plotted["value"].notna()]
    plot.set_xlim(0, len(columns))
    plot.set_ylim(len(lines), 0)
    plot.set_xticks([i + 0.5 for i in range(len(columns))], [f"{word('column', column).capitalize()} {c}" for c in columns])
    plot.xaxis.tick_top()
    plot.set_yticks([i + 0.5 for i in range(len(lines))], [word(line, own) for own in lines])
    plot.tick_params(length=0)
    for side in plot.spines.values():
        side.set_visible(False)
    finish(figure)


def curves(name, tables, where=None, x="day", y=("mean",), low=None, high=None, series=None, least=0, until=None, log=False,
           percent=False, joined=True, marks=True, band=False, square=False, upper=None, rug=None, steps=False, across="", up=""):
    """Values over another: a line a series, or a line a column; a hidden value breaks the line. Steps hold until the next value."""
    table = rows(tables, where)
    if isinstance(series, list):
        # Groups by several columns are told by all of them.
        table["series"] = [", ".join(word(c, row[c]) or "not known" for c in series) for _, row in table.iterrows()]
        series = "series"
    ticks = table[table[rug] != "curve"] if rug else table[:0]
    table = table.drop(ticks.index)
    if series and least:
        # Days with few of an arm say little, and are left out as in the report.
        n = numbers(table["n"])
        largest = n.groupby(table[series]).transform("max").fillna(0)
        table = table[n.isna() | ((n >= least * largest) & (n > 1))].reset_index(drop=True)
    if until is not None:
        table = table[numbers(table[x]) <= until].reset_index(drop=True)
    parts = []
    for column in y:
        part = pd.DataFrame({"series": table[series] if series else column, "x": numbers(table[x]), "y": numbers(table[column])})
        for side, own in (("low", low), ("high", high)):
            part[side] = numbers(table[own]) if own else math.nan
        parts.append(part)
    plotted = pd.concat(parts, ignore_index=True)
    kinds = list(dict.fromkeys(plotted["series"]))
    figure, plot = plt.subplots(figsize=(5.2, 5.2) if square else (9, 4.6))
    unit = 100 if percent else 1
    if square:
        plot.plot([0, 100], [0, 100], color="#8a9099", linewidth=1, linestyle="--")
    for place, kind in enumerate(kinds):
        own = plotted[plotted["series"] == kind].sort_values("x", kind="stable")
        colour = COLOURS[place % 7]
        across_x = own["x"] * (unit if square else 1)
        if band:
            plot.fill_between(across_x, unit * own["low"], unit * own["high"], color=colour, alpha=0.18, linewidth=0,
                              step="post" if steps else None)
        elif low:
            plot.vlines(across_x, unit * own["low"], unit * own["high"], color=colour, linewidth=1.2)
        style = (MARKS[place % 4] if marks else "") + ("-" if joined else "")
        plot.plot(across_x, unit * own["y"], style, color=colour, drawstyle="steps-post" if steps else "default", markersize=5, label=word(series or "series", kind))
    for place, kind in zip(numbers(ticks[x]), ticks[rug] if rug else []):
        if kind == "quantile":
            plot.plot(place, 0, "|", color="#1b1d21", transform=plot.get_xaxis_transform(), clip_on=False)
        else:
            plot.plot(place, 1, "o", color=COLOURS[0], markerfacecolor="white", zorder=3)
    if log:
        plot.set_yscale("log")
        plot.axhline(1, color="#8a9099", linewidth=1, linestyle="--", zorder=0)
    elif square:
        plot.set_xlim(0, 100 * (upper or 1))
        plot.set_ylim(0, 100 * (upper or 1))
    else:
        plot.set_ylim(bottom=min(0, (unit * plotted["y"]).min()), top=100 if percent and not steps else None)
    if plotted["x"].nunique() < 8:
        plot.set_xticks(sorted(plotted["x"].unique()) if not square else plot.get_xticks())
    if len(kinds) > 1:
        plot.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
    plot.set_xlabel(across)
    plot.set_ylabel(up)
    plot.grid(color="#dfe2e6", linewidth=0.7)
    drawn[name] = plotted[plotted["y"].notna()]
    finish(figure)


def flow(name, tables, where=None):
    """Boxes down the rules, and to the right what each set aside."""
    table = rows(tables, where)
    drawn[name] = table
    figure, plot = plt.subplots(figsize=(9, 0.62 * len(table) + 0.2))
    kept = [place for place, row in table.iterrows() if row["box"] == "kept"]
    for place, row in table.iterrows():
        counts = [f"{row[c] or 'hidden'} {c}" for c in ("patients", "steps") if row[c] or (c == "patients")]
        aside = row["box"] != "kept"
        plot.text(0.55 if aside else 0.02, -place, f"{row['rule']}\n{', '.join(counts)}", va="center",
                  bbox={"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "#dfe2e6" if aside else "#8a9099"})
        if aside:
            plot.plot([0.1, 0.54], [-place, -place], color="#8a9099", linewidth=1, zorder=0)
    plot.plot([0.1, 0.1], [-kept[0], -kept[-1]], color="#8a9099", linewidth=1, zorder=0)
    plot.set_xlim(0, 1)
    plot.set_ylim(-len(table) + 0.4, 0.6)
    plot.axis("off")
    finish(figure)


def specification(name, tables, where=None, settings=()):
    """Every setting of the parameters in ascending order of the share, above what made it."""
    table = rows(tables, where)
    table = table[table["estimate"] != ""]
    table = table.iloc[sorted(range(len(table)), key=lambda i: (float(table["estimate"].iloc[i]), i))].reset_index(drop=True)
    plotted = keep(name, table, list(settings) + ["chosen"], value=numbers(table["estimate"]), low=numbers(table["conf_low"]),
                   high=numbers(table["conf_high"]))
    lines = [(c, v) for c in settings for v in sorted(set(table[c]), key=lambda t: (int(t) if t.isdigit() else 0, t))]
    figure, (top, below) = plt.subplots(2, 1, sharex=True, figsize=(9.5, 6.4), height_ratios=[3, 2.4])
    colours = [COLOURS[1] if chosen == "yes" else COLOURS[0] for chosen in plotted["chosen"]]
    top.vlines(plotted.index, 100 * plotted["low"], 100 * plotted["high"], color="#8a9099", linewidth=1)
    top.scatter(plotted.index, 100 * plotted["value"], c=colours, s=14, zorder=3)
    top.set_ylim(bottom=0)
    top.set_ylabel("Resistant by EMA, %")
    for y, (column, value) in enumerate(lines):
        own = table.index[table[column] == value]
        below.scatter(own, [y] * len(own), marker="s", s=9, c=[colours[i] for i in own])
    below.set_yticks(range(len(lines)), [f"{word('column', c)} {word(c, v)}" for c, v in lines])
    below.set_ylim(len(lines) - 0.5, -0.5)
    below.set_xticks([])
    finish(figure)


# ---- pathways

ENDS = {"remission": "#1b1d21", "no_remission": "#5a6069", "dropout": "#8a9099"}


def split(text, mark):
    """The parts of a pathway, or the members of a treatment; a mark behind a backslash belongs to a name."""
    parts = [""]
    escaped = False
    for sign in text:
        if sign == mark and not escaped:
            parts.append("")
        else:
            parts[-1] += sign
        escaped = sign == "\\" and not escaped
    return parts


def treatment(text):
    return " + ".join(word("treatment", re.sub(r"\\(.)", r"\1", part)) for part in split(text, "+"))


def sankey(name, transitions, treatments, most_columns=4, most_nodes=9):
    """Bands from treatment to treatment, as wide as those who took them are many; rare treatments are gathered."""
    steps, events = read(transitions), read(treatments)
    steps["count"], events["count"] = numbers(steps["events"]), numbers(events["event_count"])
    events = events[events["line"] != "overall"]
    total = events.loc[events["line"] == "1", "count"].sum()
    last = min(events["line"].astype(int).max(), most_columns)
    nodes = [Counter() for _ in range(last + 1)]
    named = []
    for line in range(1, last + 1):
        own = events[(events["line"] == str(line))].fillna({"count": 0}).sort_values(["count", "event_name"], ascending=[False, True])
        own = own[own["count"] >= max(1, total // 50)].head(most_nodes)
        named.append(set(own["event_name"]))
        everyone = events[events["line"] == str(line)]
        for treated, count in zip(everyone["event_name"], everyone["count"].fillna(0)):
            nodes[line - 1][("treatment", treated) if treated in named[-1] else ("gathered", "others")] += count
    bands = Counter()
    for line, start, end, kind, count in zip(steps["line"].astype(int), steps["from"], steps["to"], steps["kind"], steps["count"]):
        if line > last or math.isnan(count) or count == 0:
            continue
        source = ("treatment", start) if start in named[line - 1] else ("gathered", "others")
        if kind == "end":
            target = ("end", end)
        elif line == most_columns:
            target = ("further", "further treatments")
        else:
            target = ("treatment", end) if line < last and end in named[line] else ("gathered", "others")
        bands[(line, source, target)] += count
        if target[0] in ("end", "further"):
            nodes[line][target] += count
    rank = ["treatment", "gathered", "further", "end"]
    ends = ["remission", "no_remission", "dropout", "longer", "end"]
    order = [sorted((n for n in own if own[n] > 0), key=lambda n: (rank.index(n[0]), ends.index(n[1]) if n[0] == "end" else 0, -own[n], n[1])) for own in nodes]
    gap = total / 45
    figure, plot = plt.subplots(figsize=(2.5 * (last + 1), 6))
    tops = []
    names = list(dict.fromkeys(n[1] for own in order for n in own if n[0] == "treatment"))
    colour = {n: TREATMENTS[i % 14] for i, n in enumerate(names)}
    for x, own in enumerate(order):
        y, top = 0, {}
        for node in own:
            top[node] = y
            face = colour.get(node[1]) or ENDS.get(node[1], "#b5bac1")
            plot.add_patch(Rectangle((x, y), 0.07, nodes[x][node], facecolor=face, hatch="//" if node[0] in ("gathered", "further") else None))
            if nodes[x][node] + gap > total / 40:
                said = treatment(node[1]) if node[0] == "treatment" else word("end", node[1])
                plot.text(x + 0.09, y + nodes[x][node] / 2, f"{said} {nodes[x][node]:.0f}", va="center", fontsize=7.5, zorder=3)
            y += nodes[x][node] + gap
        tops.append(top)
    leaving, arriving = [dict(top) for top in tops], [dict(top) for top in tops]
    listed = sorted(bands, key=lambda b: (b[0], order[b[0] - 1].index(b[1]), order[b[0]].index(b[2])))
    for line, source, target in listed:
        width = bands[(line, source, target)]
        y1, y2 = leaving[line - 1][source], arriving[line][target]
        leaving[line - 1][source] += width
        arriving[line][target] += width
        x1, x2, half = line - 1 + 0.07, line, line - 0.465
        path = Path([(x1, y1), (half, y1), (half, y2), (x2, y2), (x2, y2 + width), (half, y2 + width), (half, y1 + width), (x1, y1 + width), (x1, y1)],
                    [1, 4, 4, 4, 2, 4, 4, 4, 79])
        plot.add_patch(PathPatch(path, facecolor=colour.get(source[1], "#8a9099"), alpha=0.3, linewidth=0))
    drawn[name] = pd.DataFrame([(b[0], b[1][1], b[2][1], bands[b]) for b in listed], columns=["line", "from", "to", "value"])
    plot.set_xlim(0, last + 0.8)
    plot.set_ylim(max(sum(nodes[x][n] + gap for n in own) for x, own in enumerate(order)), -gap)
    plot.axis("off")
    finish(figure)


def sunburst(name, pathways, transitions, treatments, most_rings=4, least=0.004):
    """The first treatment inside, each later one around those who had the ones before."""
    events, steps, paths = read(treatments), read(transitions), read(pathways)
    listed = [(split(p, "-"), int(n)) for p, n in zip(paths["pathway"], paths["freq"]) if n and p != "(other pathways)"]
    first = {t: float(n) for t, n, line in zip(events["event_name"], events["event_count"], events["line"]) if n and line == "1"}
    # As in the report: the whole comes from the pathways, where their number is shown.
    total = sum(float(n) for n in paths["freq"]) if all(paths["freq"]) else sum(first.values())
    figure, plot = plt.subplots(figsize=(9, 5.6))
    order, arcs = [], []

    def children(before, own):
        counts = Counter()
        for parts, count in own:
            if len(parts) > len(before):
                counts[parts[len(before)]] += count
        return counts

    def draw(counts, before, own, start, stop, known, ended, ring):
        if ring >= most_rings:
            return
        at, seen = start, 0
        for treated, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            if count / total < least:
                continue
            end = min(at + count / total, stop)
            order.append(treated) if treated not in order else None
            arcs.append((" - ".join(before + [treated]), ring, treated, at, end, count))
            inner = [(parts, n) for parts, n in own if len(parts) > ring and parts[ring] == treated]
            if ring == 0:
                follow = {t: float(n) for f, t, k, n, line in zip(steps["from"], steps["to"], steps["kind"], steps["events"], steps["line"])
                          if line == "1" and f == treated and k == "treatment" and n}
                over = sum(float(n) for f, k, n, line in zip(steps["from"], steps["kind"], steps["events"], steps["line"])
                           if line == "1" and f == treated and k == "end" and n)
            else:
                follow = children(before + [treated], inner)
                over = sum(n for parts, n in inner if len(parts) == ring + 1)
            draw(follow, before + [treated], inner, at, end, count, over, ring + 1)
            at, seen = end, seen + count
        rest = known - seen - ended
        if rest / total >= least:
            arcs.append(("", ring, None, at, min(at + rest / total, stop), rest))

    draw(first, [], listed, 0, 1, total, 0, 0)
    for _, ring, treated, start, end, count in arcs:
        face = TREATMENTS[order.index(treated) % 14] if treated is not None else "white"
        plot.add_patch(Wedge((0, 0), 1.4 + ring, 90 - 360 * end, 90 - 360 * start, width=0.95, facecolor=face, edgecolor="white" if treated is not None else "#8a9099",
                             linewidth=0.6, hatch=None if treated is not None else "///"))
        middle, radius = 2 * math.pi * (start + end) / 2, 0.93 + ring
        if (end - start) * 2 * math.pi * radius > 0.55:
            plot.text(radius * math.sin(middle), radius * math.cos(middle), f"{100 * count / total:.0f} %", ha="center", va="center", fontsize=7.5, color="white" if treated is not None else "#1b1d21")
    drawn[name] = pd.DataFrame([(a[0], a[1] + 1, a[5]) for a in arcs], columns=["pathway", "line", "value"])
    plot.text(0, 0, f"{total:.0f}", ha="center", va="center", weight="bold")
    handles = [Rectangle((0, 0), 1, 1, facecolor=TREATMENTS[i % 14]) for i in range(min(len(order), 20))]
    plot.legend(handles, [treatment(t) for t in order[:20]], frameon=False, loc="center left", bbox_to_anchor=(1, 0.5), fontsize=8)
    plot.set_xlim(-1.5 - most_rings, 1.5 + most_rings)
    plot.set_ylim(-1.5 - most_rings, 1.5 + most_rings)
    plot.set_aspect("equal")
    plot.axis("off")
    finish(figure)
