#!/usr/bin/env python3
"""Source two: a small report with a picture, made from what source one collected.

Runs after source one, when that reported a change, and takes the name of the file from its outputs (WAKEFUL_UPSTREAM).
Writes report.html and plot.svg beside it.

Needs Python 3.8 or newer and nothing else. Runs by hand as well: python3 source_two.py
"""
import csv
import html
import json
import os
from datetime import datetime, timezone
from pathlib import Path

LINES = {
    "disk_used_percent": ("Disk used", "%", "#4f55d8"),
    "memory_used_percent": ("Memory used", "%", "#2f9e6e"),
    "load_percent": ("Load", "%", "#d9822b"),
    "bytes": ("Size", " bytes", "#4f55d8"),
}
NEWEST = 500
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 300, 52, 16, 34, 30


def collected() -> Path:
    """The file that source one wrote: as it said itself, else where it usually is."""
    told = os.environ.get("WAKEFUL_UPSTREAM")
    if told and Path(told).exists():
        for upstream in json.loads(Path(told).read_text(encoding="utf-8")).values():
            file = upstream.get("outputs", {}).get("file")
            if file:
                return Path(str(file))
    return Path(os.environ.get("TWO_SOURCES_DATA", "data")).expanduser() / "samples.csv"


def read(file: Path):
    with file.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))[-NEWEST:]
    times = [datetime.fromisoformat(row["time"]) for row in rows]
    columns = {
        name: [float(row[name]) for row in rows]
        for name in LINES
        if rows and all(row.get(name) not in (None, "") for row in rows)
    }
    return times, columns


def plot(times, columns) -> str:
    first, last = times[0].timestamp(), times[-1].timestamp()
    top = max([100.0] + [value for values in columns.values() for value in values])

    def x(moment: datetime) -> float:
        share = 0.5 if last == first else (moment.timestamp() - first) / (last - first)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(value: float) -> float:
        return HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12" role="img">',
        f"<title>{' and '.join(LINES[name][0] for name in columns)} of this computer</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for step in range(5):
        value = top * step / 4
        parts.append(f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(value):.1f}" y2="{y(value):.1f}" stroke="#e3e4ea"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{y(value) + 4:.1f}" text-anchor="end" fill="#5c5f70">{value:,.0f}</text>')
    for moment, anchor in ((times[0], "start"), (times[-1], "end")):
        label = moment.astimezone().strftime("%d %b %H:%M")
        parts.append(f'<text x="{x(moment):.1f}" y="{HEIGHT - 8}" text-anchor="{anchor}" fill="#5c5f70">{label}</text>')
    for position, (name, values) in enumerate(columns.items()):
        title, unit, color = LINES[name]
        points = " ".join(f"{x(moment):.1f},{y(value):.1f}" for moment, value in zip(times, values))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2" stroke-linejoin="round"/>')
        parts.append(f'<circle cx="{x(times[-1]):.1f}" cy="{y(values[-1]):.1f}" r="3.5" fill="{color}"/>')
        across = LEFT + position * 190
        parts.append(f'<rect x="{across}" y="10" width="12" height="12" rx="3" fill="{color}"/>')
        parts.append(f'<text x="{across + 18}" y="20" fill="#23253a">{title} {values[-1]:,.1f}{unit}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


def page(times, columns, picture: str) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{LINES[name][0]}</th><td>{min(values):,.1f}</td>"
        f"<td>{sum(values) / len(values):,.1f}</td><td>{max(values):,.1f}</td></tr>"
        for name, values in columns.items()
    )
    made = html.escape(datetime.now(timezone.utc).astimezone().strftime("%d %B %Y, %H:%M"))
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Report of two sources</title>
<style>body{{font:15px/1.5 sans-serif;max-width:800px;margin:40px auto;padding:0 16px;color:#23253a}}
table{{border-collapse:collapse}}td,th{{padding:4px 16px 4px 0;text-align:right}}th[scope=row]{{text-align:left}}</style>
<h1>This computer</h1><p>{len(times)} samples, the last at {times[-1].astimezone():%H:%M}. Made on {made}.</p>
{picture}<table><tr><th></th><th>Least</th><th>Mean</th><th>Most</th></tr>{rows}</table></html>
"""


def main() -> None:
    file = collected()
    if not file.exists():
        raise SystemExit(f"There is nothing at {file} yet. Run source one first.")
    times, columns = read(file)
    if not columns:
        raise SystemExit(f"There is nothing to draw in {file}.")
    picture = plot(times, columns)
    # Written aside and renamed, so that nobody ever reads half a report.
    for name, text in (("plot.svg", picture), ("report.html", page(times, columns, picture))):
        aside = file.with_name(name + ".new")
        aside.write_text(text, encoding="utf-8")
        aside.replace(file.with_name(name))
    result = file.with_name("report.html")
    print(f"Wrote {result} from {len(times)} samples.")
    output = os.environ.get("WAKEFUL_OUTPUT")
    if output:
        Path(output).write_text(f"samples={len(times)}\nreport={result}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
