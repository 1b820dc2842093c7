#!/usr/bin/env python3
"""Write an export of 400 made-up applicants: make_applicants.py [FILE]   (default: examples/applicants.csv)

The columns are those of no system that Cordon knows, so that they must be proposed. Six rows deserve a person's
look; PLANTED says which and why. The same script gives the same bytes.
"""
import csv
import datetime
import os
import random
import sys

from made_up import CITIES, COUNTRY, CULTURES, EMPLOYERS, Maker, ascii_of

COUNT = 400
# row: what is planted there
PLANTED = {57: "operator", 163: "operator", 318: "operator", 121: "lone", 244: "zone", 371: "remote"}
# rows of honest people with something to explain
HONEST = {33: "agency", 34: "agency", 90: "agency", 140: "agency", 205: "agency", 333: "agency",
          71: "campus", 72: "campus", 156: "campus", 260: "campus",
          18: "travel", 99: "travel", 187: "travel", 276: "travel", 345: "travel",
          48: "married", 229: "married", 64: "couple", 65: "couple", 300: "twice", 301: "twice"}

HEADER = ["Applicant ID", "Full Name", "Personal Email", "Mobile Number", "Date of Birth", "Address", "Country of Residence",
          "Time Zone", "Position Applied For", "Submitted At", "How Did You Hear About Us", "Years of Experience",
          "Current Employer", "GitHub Profile", "Submission IP", "IP Country", "Browser Time Zone", "Payout Account",
          "Account Holder", "Name on Passport", "Date of Birth on Passport", "Machine Readable Zone",
          "Remote Session in Test", "Camera in Test", "Recruiter", "Pipeline", "Resume Text"]

OPERATOR_RESUME = (
    "Full-stack engineer for products that must not wake anybody. Over nine years I shipped checkout flows, partner "
    "portals and the reports behind them, first in an agency and then for {a} in three time zones. I split one large "
    "service into five small ones, brought test runs from forty minutes to six, and kept the migration reversible until "
    "the last customer had moved. My tools are {b}, queues that can be replayed, and a notebook. Teams keep me because "
    "deadlines hold, because estimates come with their reasons, and because I answer review comments the same day. "
    "Remote work is my habit: clear tickets, short calls, long quiet mornings.")
OPERATOR_WORDS = [("insurers", "Postgres"), ("grocers", "Postgres"), ("insurers", "Node")]


def digit(text):
    """Check digit of a machine-readable zone. Source: ICAO 9303-3, 4.9"""
    value = lambda c: 0 if c == "<" else int(c) if c.isdigit() else ord(c) - 55
    return str(sum(value(c) * (7, 3, 1)[i % 3] for i, c in enumerate(text)) % 10)


def zone(family, given, number, birth, expires):
    """A passport's two lines, of ICAO's specimen state Utopia."""
    plain = lambda s: ascii_of(s).upper().replace(" ", "<").replace("-", "<")
    first = f"P<UTO{plain(family)}<<{plain(given)}".ljust(44, "<")
    day = lambda d: d[2:4] + d[5:7] + d[8:10]
    parts = [number, digit(number), "UTO", day(birth), digit(day(birth)), "<", day(expires), digit(day(expires)),
             "<" * 14, "0"]
    second = "".join(parts)
    return first + " " + second + digit(second[0:10] + second[13:20] + second[21:43])


def dmy(day):
    return f"{day[8:10]}/{day[5:7]}/{day[0:4]}"


def make(rng, maker):
    """The rows, planted ones among them."""
    cultures = list(CULTURES)
    deck = [cultures[i % len(cultures)] for i in range(COUNT)]
    rng.shuffle(deck)
    common = {"agency": maker.phone(CITIES[9]), "campus": maker.ip("192.0.2"), "operator": maker.phone(CITIES[2])}
    couple, hands = None, 0
    rows = []
    for n in range(1, COUNT + 1):
        what = PLANTED.get(n) or HONEST.get(n, "")
        culture = {57: "filipino", 163: "german", 318: "brazilian"}.get(n, deck[n - 1])
        city = CITIES[2] if what == "operator" else rng.choice(CITIES)
        given, family, whole = maker.name(culture)
        birth, street = maker.birth(), maker.address()
        account, holder = f"000{rng.randrange(10**6, 10**7)}", whole
        phone = common.get(what) if what in ("agency", "operator") else maker.phone(city)
        ip = common["campus"] if what == "campus" else maker.ip(rng.choice(["192.0.2", "198.51.100", "v6"]))
        ip_country, clock, mail = city[2], city[6], maker.mail(given, family)
        years = rng.randrange(1, 16)
        since = 2026 - years - rng.randrange(3)
        resume = maker.resume(min(since, 2019))
        paper, born, mrz = "", "", ""
        remote, camera = "no", rng.choice(["FaceTime HD Camera", "Integrated Camera", "HD Webcam (made up)"])
        handle = ascii_of(whole).lower().replace(" ", "-") + "-made-up" if rng.random() < 0.7 else ""
        if rng.random() < 0.3 or what in ("zone", "married"):
            paper, born = f"{given} {family}", birth
            mrz = zone(family, given, f"EX{rng.randrange(10**6, 10**7)}", birth, f"20{rng.randrange(28, 35)}-05-1{n % 10}")
        if what == "operator":
            account, resume = "0007700881", OPERATOR_RESUME.format(a=OPERATOR_WORDS[hands][0], b=OPERATOR_WORDS[hands][1])
            hands += 1
        elif what == "lone":  # text and mailbox are fine; the clock behind the line is not
            mail, clock, years, since = "fullstack.dev0907@example.net", "Asia/Vladivostok", 9, 2017
        elif what == "zone":  # printed page, machine-readable zone and application tell three stories
            other = maker.name("dutch")
            born = "1981-06-02"
            mrz = zone(other[1], other[0], "EX4410072", "1979-11-23", "2031-02-01")
            mrz = mrz[:-1] + str((int(mrz[-1]) + 3) % 10)
        elif what == "remote":
            remote, camera, clock = "yes", "OBS Virtual Camera", "Asia/Irkutsk"
        elif what == "travel":
            ip_country, clock = rng.choice([("PT", "Europe/Lisbon"), ("JP", "Asia/Tokyo"), ("BR", "America/Sao_Paulo")])
        elif what == "married":
            former = maker.name(culture)
            paper = f"{given} {former[1]}"
            mrz = zone(former[1], given, f"EX{rng.randrange(10**6, 10**7)}", birth, "2030-06-01")
        elif what == "couple":
            if couple:
                family, street, city = couple
                clock, ip_country = city[6], city[2]
                whole = holder = f"{given} {family}"
                mail, phone = maker.mail(given, family), maker.phone(city)
            couple = (family, street, city)
        elif what == "twice" and n == 301:  # applied a second time, with the same contacts
            rows.append(list(rows[-1]))
            rows[-1][0], rows[-1][8] = f"A-{n:04d}", "Frontend Engineer"
            continue
        day = (datetime.date(2026, 10, 14) - datetime.timedelta(days=rng.randrange(60))).isoformat()
        clock_time = f"{dmy(day)} {rng.randrange(8, 21):02d}:{rng.randrange(60):02d}"
        where = ", ".join(x for x in (street[0], city[0], city[1], street[1]) if x)
        rows.append([f"A-{n:04d}", whole, mail, phone, dmy(birth), where, COUNTRY[city[2]], city[6],
                     rng.choice(["Backend Engineer", "Data Engineer", "Frontend Engineer", "Site Engineer"]), clock_time,
                     rng.choice(["job board", "a friend", "your site", "agency" if what == "agency" else "job board"]), years,
                     rng.choice(EMPLOYERS), f"https://github.com/{handle}" if handle else "", ip, ip_country, clock, account,
                     holder, paper, dmy(born) if born else "", mrz, remote, camera, rng.choice(["Testa Recruiter", "Bo Recruiter"]),
                     rng.choice(["new", "screened", "call", "test"]), resume])
    return rows


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..",
                                                              "examples", "applicants.csv")
    rng = random.Random("applicants")
    with open(path, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, delimiter=";", lineterminator="\n")
        out.writerow(HEADER)
        out.writerows(make(rng, Maker(rng)))


if __name__ == "__main__":
    main()
