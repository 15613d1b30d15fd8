#!/usr/bin/env python3
"""Source one: one sample of this computer, added to a CSV file.

Measures how full the disk is, how much memory is in use and how loaded the processors are. With SOURCE_URL set it fetches that
address instead and records its size and fingerprint. Reports `rows` and `changed` to Wakeful through WAKEFUL_OUTPUT.

Needs Python 3.8 or newer and nothing else. Runs by hand as well: python3 source_one.py
"""
import csv
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from datetime import datetime, timezone
from pathlib import Path

COLUMNS = ["time", "disk_used_percent", "memory_used_percent", "load_percent", "bytes", "fingerprint"]
LARGEST_FETCH = 16 * 1024 * 1024


def data_folder() -> Path:
    folder = Path(os.environ.get("TWO_SOURCES_DATA", "data")).expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def disk_used() -> float:
    usage = shutil.disk_usage(Path.home())
    return 100 * usage.used / usage.total


def memory_used() -> float:
    if sys.platform.startswith("linux"):
        kib = {}
        for line in Path("/proc/meminfo").read_text().splitlines():
            name, _, rest = line.partition(":")
            kib[name] = int(rest.split()[0])
        return 100 * (1 - kib["MemAvailable"] / kib["MemTotal"])
    if sys.platform == "darwin":
        text = subprocess.run(["vm_stat"], check=True, capture_output=True, text=True).stdout
        pages = {}
        for line in text.splitlines()[1:]:
            name, _, rest = line.partition(":")
            if rest.strip().rstrip(".").isdigit():
                pages[name.strip('"')] = int(rest.strip().rstrip("."))
        free = pages["Pages free"] + pages["Pages inactive"] + pages.get("Pages speculative", 0)
        used = pages["Pages active"] + pages["Pages wired down"] + pages.get("Pages occupied by compressor", 0)
        return 100 * used / (used + free)
    if sys.platform == "win32":

        class MemoryStatus(ctypes.Structure):
            _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
                (name, ctypes.c_ulonglong) for name in ("total", "free", "tp", "fp", "tv", "fv", "fev")
            ]

        status = MemoryStatus(length=ctypes.sizeof(MemoryStatus))
        ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return float(status.load)
    raise OSError(f"Memory cannot be measured on {sys.platform}")


def load() -> float:
    """Share of the processors' time in use: the load of the last minute, or half a second of it on Windows."""
    processors = os.cpu_count() or 1
    if hasattr(os, "getloadavg"):
        return 100 * os.getloadavg()[0] / processors
    times = [ctypes.c_ulonglong() for _ in range(3)]

    def busy_and_all():
        ctypes.windll.kernel32.GetSystemTimes(*(ctypes.byref(value) for value in times))
        idle, kernel, user = (value.value for value in times)
        return kernel + user - idle, kernel + user

    busy_before, all_before = busy_and_all()
    time.sleep(0.5)
    busy_after, all_after = busy_and_all()
    return 100 * (busy_after - busy_before) / max(1, all_after - all_before)


def sample() -> dict:
    return {
        "disk_used_percent": f"{disk_used():.2f}",
        "memory_used_percent": f"{memory_used():.1f}",
        "load_percent": f"{load():.1f}",
    }


def fetch(address: str) -> dict:
    request = urllib.request.Request(address, headers={"User-Agent": "wakeful-example"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        content = answer.read(LARGEST_FETCH + 1)
    if len(content) > LARGEST_FETCH:
        sys.exit(f"{address} is larger than {LARGEST_FETCH // 1024 // 1024} MiB.")
    return {"bytes": str(len(content)), "fingerprint": hashlib.sha256(content).hexdigest()[:16]}


def last_row(file: Path) -> dict:
    if not file.exists():
        return {}
    with file.open(newline="", encoding="utf-8") as lines:
        row = {}
        for row in csv.DictReader(lines):
            pass
        return row


def report(**outputs) -> None:
    """Tells Wakeful what came of the run: one key=value a line."""
    lines = "".join(f"{key}={value}\n" for key, value in outputs.items())
    print(lines, end="")
    file = os.environ.get("WAKEFUL_OUTPUT")
    if file:
        Path(file).write_text(lines, encoding="utf-8")


def main() -> None:
    address = os.environ.get("SOURCE_URL")
    values = fetch(address) if address else sample()
    file = data_folder() / ("fetched.csv" if address else "samples.csv")
    before = last_row(file)
    changed = any(before.get(column) != value for column, value in values.items())

    new = not file.exists()
    with file.open("a", newline="", encoding="utf-8") as lines:
        writer = csv.DictWriter(lines, COLUMNS)
        if new:
            writer.writeheader()
        writer.writerow({"time": datetime.now(timezone.utc).isoformat(timespec="seconds"), **values})
    with file.open(encoding="utf-8") as lines:
        rows = sum(1 for _ in lines) - 1

    print(f"Added to {file}: " + ", ".join(f"{column} {value}" for column, value in values.items()))
    report(rows=rows, changed=str(changed).lower(), file=file)


if __name__ == "__main__":
    main()
