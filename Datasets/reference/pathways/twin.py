"""Pathways the slow way, as the rows of a data frame go through the steps of TreatmentPatterns 3.1, to check cases.json and to
make drawn.json. It does not use Remit. `python3 twin.py` in this folder checks the one and writes the other again.

Three readings of the package are left behind, on purpose (Documentation/Pathways.md, "Where Remit differs"):
records of one treatment are told as one by the latest end so far; durations are those of the era, not of its last record;
with `keep`, an overlap that is too short does not keep later ones from being a combination. Pieces of no length are nobody's.
"""
import json, random

DEFAULTS = dict(minEraDuration=0, eraCollapseSize=30, combinationWindow=30, minPostCombinationDuration=30, filterTreatments="First",
                maxPathLength=5, overlapMethod="truncate", concatTargets=True, startAnchor="startDate", windowStart=0,
                endAnchor="endDate", windowEnd=0)


def name(members):
    return "+".join(sorted(members))


def overlap_rows(rows, p):
    """The place of the first row that overlaps the one before it, by the package's order."""
    for i in range(1, len(rows)):
        shared = rows[i - 1]["end"] - rows[i]["start"]
        if shared > 0 and (p["overlapMethod"] == "truncate" or shared >= p["combinationWindow"]):
            return i
    return None


def order(rows):
    return sorted(rows, key=lambda r: (r["start"], r["end"], r.get("exit", False), name(r["set"])))


def combine(group, p, shorten):
    rows, any_overlap = order(group), False
    while True:
        i = overlap_rows(rows, p)
        if i is None:
            break
        any_overlap = True
        a, b = rows[i - 1], rows[i]
        shared, da, db = a["end"] - b["start"], a["end"] - a["start"], b["end"] - b["start"]
        out = rows[:i - 1] + rows[i + 1:]
        if shared < p["combinationWindow"] and shared not in (da, db):
            out += [dict(set=a["set"], start=a["start"], end=b["start"]), b]
        else:
            first, last = min(a["end"], b["end"]), max(a["end"], b["end"])
            pieces = [dict(set=a["set"], start=a["start"], end=b["start"]),
                      dict(set=a["set"] | b["set"], start=b["start"], end=first),
                      dict(set=(a if a["end"] > b["end"] else b)["set"], start=first, end=last)]
            out += [x for x in pieces if x["end"] > x["start"]]
        rows = order([r for r in out if r["end"] - r["start"] >= p["minPostCombinationDuration"]])
    if shorten:
        rows = [r for r in rows if r["end"] - r["start"] >= p["minPostCombinationDuration"]]
    return rows, any_overlap


def groups(rows, p):
    """Of each subject, the events and exits of each pathway, with eras collapsed."""
    rows = [r for r in rows if r["end_day"] - r["start_day"] >= p["minEraDuration"]]
    result = {}
    for subject in sorted({r["subject"] for r in rows}):
        own = [r for r in rows if r["subject"] == subject]
        targets = sorted((r["start_day"], r["end_day"]) for r in own if r["type"] == "target")
        for n, (start, end) in enumerate(targets):
            lo = (start if p["startAnchor"] == "startDate" else end) + p["windowStart"]
            hi = (start if p["endAnchor"] == "startDate" else end) + p["windowEnd"]
            key = (subject, 0 if p["concatTargets"] else n)
            kept = result.setdefault(key, [])
            for r in own:
                if r["type"] != "target" and lo <= r["start_day"] <= hi and r not in kept:
                    kept.append(r)
    built = {}
    for key, own in result.items():
        events = []
        for cohort in sorted({r["cohort"] for r in own if r["type"] == "event"}):
            era = None
            for r in sorted((r["start_day"], r["end_day"]) for r in own if r["cohort"] == cohort and r["type"] == "event"):
                if era and r[0] - era["end"] <= p["eraCollapseSize"]:
                    era["end"] = max(era["end"], r[1])
                else:
                    era = dict(set=frozenset([cohort]), start=r[0], end=r[1])
                    events.append(era)
        exits = [dict(set=frozenset([r["cohort"]]), start=r["start_day"], end=r["end_day"], exit=True) for r in own if r["type"] == "exit"]
        built[key] = (events, exits)
    return built


def pathways(rows, arguments):
    p = dict(DEFAULTS, **arguments)
    built = groups(rows, p)
    # A record of anyone that overlaps another makes the package drop everybody's short ones.
    shorten = any(combine(events, p, False)[1] for events, _ in built.values())
    counts = {}
    for events, exits in built.values():
        rows_, _ = combine(events, p, shorten)
        kept = []
        for r in rows_:
            if p["filterTreatments"] == "First" and any(k["set"] == r["set"] for k in kept):
                continue
            if p["filterTreatments"] == "Changes" and kept and kept[-1]["set"] == r["set"]:
                kept[-1] = dict(kept[-1], end=max(kept[-1]["end"], r["end"]))
                continue
            kept.append(r)
        path = "-".join(name(r["set"]) for r in order(kept + exits)[:p["maxPathLength"]])
        if path:
            counts[path] = counts.get(path, 0) + 1
    return counts


def drawn(seed):
    draw = random.Random(seed)
    rows = []
    long = draw.random() < 0.5
    for subject in range(1, 1 + draw.choice([1, 1, 1, 2, 4])):
        day = draw.randrange(20)
        for _ in range(draw.choice([1, 1, 1, 2, 3])):
            end = day + draw.randrange(30, 400)
            rows.append(dict(subject=subject, cohort="X", type="target", start_day=day, end_day=end))
            day = end + draw.randrange(-10, 60)
        for _ in range(draw.randrange(0, 9)):
            start = draw.randrange(-20, 300)
            length = draw.choice([0, 1, 5, 10, 20, 29, 30, 31, 60, 120] if long else [0, 1, 2, 3, 5, 8, 13])
            kind = "exit" if draw.random() < 0.08 else "event"
            rows.append(dict(subject=subject, cohort="Z" if kind == "exit" else draw.choice("ABCD"), type=kind, start_day=start,
                             end_day=start + length))
    draw.shuffle(rows)
    some = dict(minEraDuration=draw.choice([0, 0, 1, 5, 14, 30]), eraCollapseSize=draw.choice([0, 1, 5, 30, 90]),
                combinationWindow=draw.choice([0, 1, 5, 14, 30]), minPostCombinationDuration=draw.choice([0, 1, 5, 14, 30]),
                filterTreatments=draw.choice(["First", "Changes", "All"]), maxPathLength=draw.choice([1, 2, 3, 5, 9999]),
                overlapMethod=draw.choice(["truncate", "truncate", "keep"]), concatTargets=draw.choice([True, False]),
                startAnchor=draw.choice(["startDate", "startDate", "endDate"]), windowStart=draw.choice([0, 0, -30, 30]),
                endAnchor=draw.choice(["endDate", "endDate", "startDate"]), windowEnd=draw.choice([0, 0, 90, -10]))
    arguments = {k: v for k, v in some.items() if draw.random() < 0.7}
    counts = pathways(rows, arguments)
    names = sorted(counts)
    return dict(name=f"drawn {seed}", rows=rows, arguments=arguments, pathways=names, freq=[counts[n] for n in names], empty=not names)


if __name__ == "__main__":
    for case in json.load(open("cases.json")):
        found = pathways(case["rows"], case["arguments"])
        assert sorted(found) == sorted(case["pathways"]), (case["name"], found)
        assert case["freq"] in (None, [found[n] for n in case["pathways"]]), case["name"]
        assert case["empty"] == (not found), case["name"]
    with open("drawn.json", "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(drawn(seed)) for seed in range(120)) + "\n]\n")
