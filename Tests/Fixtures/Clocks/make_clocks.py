#!/usr/bin/env python3
"""Writes clocks.tsv and scores.tsv anew: make_clocks.py FOLDER

An independent check: it steps through time second by second and knows nothing of tables. Holidays are given as own
closing days, so that it needs no calendar of its own.
"""

import datetime
import json
import os
import random
import sys
import zoneinfo

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
UTC = datetime.timezone.utc


def local(second, zone):
    return datetime.datetime.fromtimestamp(second, UTC).astimezone(zone)


def iso(second, rule):
    return local(second, zoneinfo.ZoneInfo(rule["timezone"])).isoformat()


class Clock:
    def __init__(self, rule):
        self.rule = rule
        self.zone = zoneinfo.ZoneInfo(rule["timezone"])

    def counts(self, second):
        rule = self.rule
        if rule["counting"] == "calendar":
            return True
        time = local(second, self.zone)
        date = time.date().isoformat()
        closed = [day for day in rule.get("holidays_extra", []) if day in (date, date[5:])]
        if closed and not any(day in (date, date[5:]) for day in rule.get("holidays_removed", [])):
            return False
        day = DAYS[time.weekday()]
        if rule["counting"] == "working_days":
            return day in rule.get("days", DAYS[:5])
        shown = time.strftime("%H:%M:%S")
        for window in rule["windows"].get(day, []):
            start, end = window.split("-")
            if start + ":00" <= shown < ("24:00:00" if end == "24:00" else end + ":00"):
                return True
        return False

    def marks(self, start, sums):
        """The smallest instants by which so many seconds have been counted, and the first that counts."""
        found, first, counted, second = {}, None, 0, start
        for wanted in sorted(set(sums)):
            while counted < wanted:
                if self.counts(second):
                    first = second if first is None else first
                    counted += 1
                second += 1
            found[wanted] = second if wanted else start
        return [found[wanted] for wanted in sums], first

    def elapsed(self, start, end):
        return sum(self.counts(second) for second in range(start, end))


def row(number, group, rule, start, end, now):
    clock = Clock(rule)
    target = rule["target_s"]
    sums = [target] + [target * (100 - left) // 100 for left in (50, 25, 10)]
    sums += [rule["early_s"]] if "early_s" in rule else []
    times, first = clock.marks(start, sums)
    deadline = times[0]
    is_ended = end is not None and end <= now
    events = [[iso(start, rule), "buyer"]] + ([[iso(end, rule), "answer"]] if end is not None else [])
    wait = {
        "start": iso(start, rule), "counting_from": iso(first, rule), "deadline": iso(deadline, rule),
        "end": iso(end, rule) if is_ended else None, "how": "answer" if is_ended else None,
        "in_time": end <= deadline if is_ended else None,
    }
    warn = json.dumps([iso(time, rule) for time in times[1:4]])
    early = times[4] if "early_s" in rule else None
    return [
        f"O{number:03}", group, json.dumps([rule]), json.dumps(events), iso(now, rule),
        "stopped" if is_ended else "running" if now <= deadline else "overdue", wait["start"], wait["counting_from"],
        wait["deadline"], "" if early is None else iso(early, rule),
        "" if early is None or is_ended else json.dumps(now >= early), warn, warn,
        "" if is_ended else str(target - clock.elapsed(start, now)), json.dumps([wait]),
    ]


RULES = [
    {"name": "calendar", "target_s": 86400, "counting": "calendar", "timezone": "Europe/Warsaw"},
    {"name": "days", "target_s": 86400, "counting": "working_days", "timezone": "Europe/Berlin", "early_s": 64800,
     "holidays_extra": ["12-25", "12-26", "2027-01-01"], "holidays_removed": ["2026-12-25"]},
    {"name": "six", "target_s": 50001, "counting": "working_days", "timezone": "America/Sao_Paulo",
     "days": DAYS[:6]},
    {"name": "split", "target_s": 28800, "counting": "business_hours", "timezone": "Europe/London",
     "windows": {day: ["08:30-12:00", "13:15-17:30"] for day in DAYS[:5]}, "holidays_extra": ["12-25"]},
    {"name": "night", "target_s": 14400, "counting": "business_hours", "timezone": "Europe/Berlin",
     "windows": {day: ["00:30-02:30", "22:00-24:00"] for day in DAYS}},
    {"name": "noon", "target_s": 20000, "counting": "business_hours", "timezone": "Australia/Lord_Howe",
     "windows": {day: ["01:15-02:15", "12:00-15:00"] for day in DAYS}},
]
# Around changes of the clocks, the turn of the year, and a plain week.
PLACES = ["2026-03-27", "2026-10-23", "2026-12-23", "2026-12-31", "2026-04-03", "2026-06-08", "2026-10-02"]


def clocks(chance):
    rows = []
    for rule in RULES:
        for place in PLACES:
            start = int(datetime.datetime.fromisoformat(place + "T00:00:00+00:00").timestamp())
            start += chance.choice([0, chance.randrange(3 * 86400), chance.randrange(72) * 3600])
            end = start + chance.randrange(5 * 86400) if chance.random() < 0.5 else None
            rows.append(row(len(rows) + 1, rule["name"], rule, start, end, start + chance.randrange(3 * 86400)))
    # So that the first row can be told to be wrong.
    rows.sort(key=lambda cells: cells[5] != "running")
    for number, cells in enumerate(rows):
        cells[0] = f"O{number + 1:03}"
    return rows


def scores(chance):
    rows = []
    for number in range(30):
        now = 1_780_000_000 + chance.randrange(40_000_000)
        rule = {"percent": chance.choice([50, 80, 90, 95, 100]), "window_days": chance.choice([7, 30]),
                "unit": chance.choice(["first", "every"]), "timezone": "Europe/Amsterdam"}
        if chance.random() < 0.5:
            rule["weekly_late_limit"] = chance.choice([3, 10])
        waits = []
        for ticket in range(chance.choice([0, 1, 5, 40])):
            start = now - chance.randrange(12 * 86400)
            for _ in range(chance.choice([1, 1, 2])):
                how = chance.choice(["answer"] * 5 + ["close", "marketplace", "no_reply", "no_reply_local", None])
                end = None if how is None else min(now, start + chance.randrange(2 * 86400))
                waits.append({"ticket": f"T{ticket}", "start": iso(start, rule), "deadline": iso(start + 86400, rule),
                              "end": None if end is None else iso(end, rule), "how": how})
                if end is None or end + 60 >= now:
                    break
                start = end + 60
        chance.shuffle(waits)
        rows.append([f"S{number + 1:03}", json.dumps(rule), iso(now, rule), json.dumps(waits)] + score(rule, now, waits))
    return rows


def score(rule, now, waits):
    def at(text):
        return int(datetime.datetime.fromisoformat(text).timestamp())

    ordered = sorted(waits, key=lambda wait: at(wait["start"]))
    counted = ordered
    if rule["unit"] == "first":
        seen = set()
        counted = [wait for wait in ordered if not (wait["ticket"] in seen or seen.add(wait["ticket"]))]

    def verdict(wait):
        if wait["how"] == "answer":
            return at(wait["end"]) <= at(wait["deadline"])
        if wait["how"] in (None, "no_reply_local"):
            return False if at(wait["deadline"]) < now else None
        return None

    def count(is_inside):
        verdicts = [verdict(wait) for wait in counted if is_inside(at(wait["start"]))]
        return verdicts.count(True), verdicts.count(False)

    rolling = count(lambda time: now - rule["window_days"] * 86400 < time <= now)
    zone = zoneinfo.ZoneInfo(rule["timezone"])
    week = local(now, zone).isocalendar()[:2]
    weekly = count(lambda time: local(time, zone).isocalendar()[:2] == week)
    percent, limit = rule["percent"], rule.get("weekly_late_limit")
    good, late = rolling if limit is None else weekly
    allowance = 0
    while not (late + allowance >= (limit or 0) and good + late + allowance
               and good * 100 < percent * (good + late + allowance)):
        allowance += 1
    recovery = 0
    while percent < 100 and (rolling[0] + recovery) * 100 < percent * (sum(rolling) + recovery):
        recovery += 1
    total = sum(rolling)
    times = []
    for ticket in {wait["ticket"] for wait in waits}:
        own = [wait for wait in ordered if wait["ticket"] == ticket]
        answers = [at(wait["end"]) for wait in own if wait["how"] == "answer"]
        if answers and now - rule["window_days"] * 86400 < min(answers) <= now:
            times.append(min(answers) - at(own[0]["start"]))
    times.sort()
    shown = [str(value) for value in (
        sum(times) // len(times), times[(len(times) - 1) // 2], times[-(-9 * len(times) // 10) - 1])] if times else [""] * 3
    tenths = rolling[0] * 1000 // total if total else 0
    return [
        str(rolling[0]), str(rolling[1]), f"{tenths // 10}.{tenths % 10}" if total else "–",
        json.dumps(rolling[0] * 100 >= percent * total) if total else "", str(weekly[0]), str(weekly[1]),
        str(allowance), str(recovery) if percent < 100 or rolling[1] == 0 else "",
    ] + shown


def write(folder, name, columns, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        for cells in [columns.split()] + rows:
            file.write("\t".join(cells) + "\n")


if __name__ == "__main__":
    chance = random.Random(20261129)
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    write(folder, "clocks.tsv", "id group rules events now state start counting_from deadline early_at early warn_at "
          "send_at left_s waits", clocks(chance))
    write(folder, "scores.tsv", "id rule now waits in_time late share met week_in week_late allowance recovery frt_mean "
          "frt_median frt_p90", scores(chance))
