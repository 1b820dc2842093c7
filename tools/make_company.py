#!/usr/bin/env python3
"""Write the exports of a small made-up company: make_company.py [FOLDER]   (default: examples/company)

Sixty people in fifteen files, the same ones by candidate id, employee id, mailboxes and serial numbers. What is
hidden in them stands in STAFF below and, for readers, at the end of the folder's README.md. The same script gives
the same bytes.
"""
import csv
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

from made_up import CITIES, COUNTRY, EMPLOYERS, Maker, ascii_of

HOST = "lanternfish.example"
FIRST_DAY, LAST_DAY = datetime.date(2026, 9, 21), datetime.date(2026, 10, 14)
TULSA = CITIES[6]
EXIT = "203.0.113.77"  # the line that three laptops of one home leave through
DROP = ("88 Pretend Terrace", "00777")
BLOCK = {"US": "192.0.2", "CA": "192.0.2", "GB": "198.51.100", "DE": "198.51.100", "FR": "v6"}

# culture, city, role, hired, Mac or Windows, what is special
STAFF = [
    ("english", 3, "Chief Engineer", "2021-02-01", "mac", ""),
    ("indian", 0, "Backend Engineer", "2022-05-02", "mac", "household"),
    ("indian", 0, "Data Analyst", "2023-09-04", "windows", "household"),
    ("korean", 1, "Site Engineer", "2023-03-06", "mac", "vpn"),
    ("turkish", 9, "Product Manager", "2022-11-07", "windows", "married"),
    ("nigerian", 10, "Backend Engineer", "2023-06-05", "mac", "birth"),
    ("german", 11, "Data Engineer", "2024-01-08", "windows", ""),
    ("chinese", 7, "Security Engineer", "2024-04-08", "mac", ""),
    ("russian", 4, "Mobile Engineer", "2024-08-05", "mac", ""),
    ("brazilian", 2, "Designer", "2024-10-07", "windows", ""),
    ("french", 12, "Support Lead", "2025-02-03", "windows", ""),
    ("japanese", 3, "Frontend Engineer", "2025-04-07", "mac", ""),
    # hired through the applicant tracking system
    ("kenyan", 9, "Support Engineer", "2025-09-01", "windows", "hired"),
    ("korean", 8, "QA Engineer", "2025-11-03", "mac", "hired"),
    ("vietnamese", 1, "Data Engineer", "2026-01-12", "windows", "hired"),
    ("arabic", 4, "Accountant", "2026-02-02", "windows", "hired"),
    ("polish", 0, "Backend Engineer", "2026-03-09", "mac", "operator"),
    ("ukrainian", 7, "Site Engineer", "2026-04-06", "mac", "hired"),
    ("spanish", 1, "Frontend Engineer", "2026-06-08", "mac", "operator"),
    ("english", 5, "Platform Engineer", "2026-06-15", "mac", "lone"),
    ("chinese", 10, "Product Analyst", "2026-07-06", "windows", "hired"),
    ("filipino", 2, "Recruiter", "2026-07-20", "windows", "hired"),
    ("pakistani", 9, "QA Engineer", "2026-08-03", "windows", "hired"),
    ("ghanaian", 2, "Data Engineer", "2026-09-07", "mac", "operator"),
]
LEAVERS = ["korean", "italian", "indian", "ethiopian", "english", "persian", "chinese"]
APPLICANTS = ["korean", "korean", "chinese", "russian", "indian", "nigerian", "brazilian", "german", "english", "french",
              "turkish", "hebrew", "indonesian", "japanese", "thai", "swedish", "greek", "ghanaian", "dutch", "chinese",
              "kenyan"]
CONTRACTORS = [("brazilian", "BR"), ("korean", "KR"), ("indian", "IN"), ("ukrainian", "UA"), ("kenyan", "KE"),
               ("indonesian", "ID"), ("polish", "PL"), ("nigerian", "NG")]

OPERATOR_RESUME = (
    "Senior engineer with nine years of remote delivery for {a}. I own services from the first sketch to the quiet "
    "night: schema, rollout, dashboards, handover notes. At my last post I replaced a brittle queue with an event "
    "log, split the ledger from the storefront, and brought the weekly release down to an hour without freezing the "
    "teams around it. I write short documents before long programs, measure twice, and keep the change small enough "
    "to undo. Colleagues say that I answer quickly and never leave a ticket without a next step. Comfortable with "
    "{b}, containers, typed interfaces and patient customers; happy in overlapping hours across two continents, "
    "with a tidy calendar and a closed door.")
OPERATOR_WORDS = [("logistics firms", "Postgres"), ("retail firms", "Postgres"), ("logistics firms", "Kafka")]

rng = random.Random("lanternfish")
maker = Maker(rng)


# --- people ---------------------------------------------------------------------------------------

def person(culture, city):
    given, family, whole = maker.name(culture)
    street, code = maker.address()
    return {"given": given, "family": family, "name": whole, "city": city, "street": street, "code": code,
            "birth": maker.birth(), "mail": maker.mail(given, family), "phone": maker.phone(city),
            "ip": maker.ip(BLOCK.get(city[2], "198.51.100")), "special": ""}


def local_part(p):
    return ".".join(ascii_of(p[x]).lower().replace(" ", "") for x in ("given", "family"))


def full_address(p):
    return ", ".join(x for x in (p["street"], p["city"][0], p["city"][1], p["code"]) if x)


def make_staff():
    staff = []
    for i, (culture, city, role, hired, device, special) in enumerate(STAFF):
        p = person(culture, CITIES[city])
        handle = local_part(p)
        mac = device == "mac"
        p.update(id=str(2001 + i), role=role, hired=hired, special=special, device=device,
                 work=f"{handle}@{HOST}", handle=handle.replace(".", "-") + "-made-up",
                 serial=f"C02MADEUP{i:02d}" if mac else f"5CGMADEUP{i:02d}",
                 account=f"000{rng.randrange(10**6, 10**7)}", candidate=None, ship=None)
        if special in ("hired", "operator", "lone"):
            p["candidate"] = str(500100 + i)
        staff.append(p)
    special = lambda word: [p for p in staff if p["special"] == word]
    one, two = special("household")
    two.update(family=one["family"], street=one["street"], code=one["code"], account=one["account"], ip=one["ip"])
    two["name"] = f"{two['given']} {two['family']}"
    maker.names.add((two["given"], two["family"]))
    two["work"] = local_part(two) + "@" + HOST
    two["mail"] = maker.mail(two["given"], two["family"])
    two["handle"] = local_part(two).replace(".", "-") + "-made-up"
    one["payee"] = two["payee"] = f"{one['given']} and {two['given']} {one['family']}"
    married = special("married")[0]
    married["former"] = married["family"]
    married["family"] = next(f for f in ("Hayali", "Uydurma") if f != married["former"])
    married["name"] = f"{married['given']} {married['family']}"
    for p, words in zip(special("operator"), OPERATOR_WORDS):
        p.update(account="0007700770", ip=EXIT, resume=OPERATOR_RESUME.format(a=words[0], b=words[1]),
                 ship=f"{DROP[0]}, {TULSA[0]}, {TULSA[1]}, {DROP[1]}", applied_ip=maker.ip("198.51.100"))
    lone = special("lone")[0]
    lone.update(mail="platform.dev0412@example.net", ship="17 Invented Close, Boise, ID, 00555",
                resume=maker.resume(2013))
    return staff


def make_others():
    leavers = [person(c, CITIES[rng.randrange(11)]) for c in LEAVERS]
    for i, p in enumerate(leavers):
        p.update(id=str(1004 + 3 * i), hired=f"202{1 + i % 3}-0{1 + i}-0{2 + i}", left=f"202{4 + i % 2}-0{1 + i % 4}-28",
                 work=local_part(p) + "@" + HOST)
    applicants = [person(c, CITIES[rng.randrange(len(CITIES))]) for c in APPLICANTS]
    back = leavers[1]  # comes back under her or his own name
    applicants[9].update({k: back[k] for k in ("given", "family", "name", "mail", "phone", "street", "code", "city")})
    contractors = []
    for i, (culture, country) in enumerate(CONTRACTORS):
        given, family, whole = maker.name(culture)
        contractors.append({"id": f"W-{31 + i}", "account": f"F-{301 + i}", "name": whole, "country": country,
                            "mail": maker.mail(given, family), "ip": maker.ip("198.51.100"),
                            "payout": f"4000-{7001 + 13 * i}", "contract": f"C-{61 + i}"})
    return leavers, applicants, contractors


# --- files ----------------------------------------------------------------------------------------

class Folder:
    def __init__(self, path):
        self.path = path
        os.makedirs(path, exist_ok=True)

    def csv(self, name, header, rows):
        with open(os.path.join(self.path, name), "w", encoding="utf-8", newline="") as f:
            out = csv.writer(f, lineterminator="\n")
            out.writerow(header)
            out.writerows(rows)

    def xlsx(self, name, title, header, rows):
        here = os.path.dirname(os.path.abspath(__file__))
        with tempfile.TemporaryDirectory() as folder:
            Folder(folder).csv("sheet.csv", header, rows)
            subprocess.run([sys.executable, os.path.join(here, "make_workbook.py"), os.path.join(folder, "sheet.csv"),
                            os.path.join(self.path, name), title], check=True)

    def jsonl(self, name, rows):
        with open(os.path.join(self.path, name), "w", encoding="utf-8") as f:
            for row in rows:
                f.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_applicants(folder, staff, applicants):
    rows, n = [], 0
    hired = [p for p in staff if p["candidate"]]
    for p in hired + applicants:
        n += 1
        candidate = p.get("candidate") or str(500200 + n)
        if "hired" in p and p.get("candidate"):
            day = datetime.date.fromisoformat(p["hired"]) - datetime.timedelta(days=rng.randrange(35, 60))
            stage = "Hired"
        else:
            day = datetime.date(2026, 10, 12) - datetime.timedelta(days=rng.randrange(40))
            stage = rng.choice(["Application Review", "Phone Screen", "Take Home Test", "Face to Face"])
        rows.append([candidate, str(600000 + n), p["name"], p["mail"], p["phone"], full_address(p),
                     COUNTRY[p["city"][2]], p.get("role", rng.choice(["Backend Engineer", "Data Engineer"])),
                     rng.choice(EMPLOYERS), p.get("role", rng.choice(["Platform Engineer", "Data Engineer"])),
                     "R-" + str(rng.randrange(20, 26)), rng.choice(["Job board", "Referral", "Company site"]),
                     day.isoformat(), stage, "Testa Recruiter", p.get("applied_ip", p["ip"]), p["city"][6],
                     p.get("resume") or maker.resume(2010 + rng.randrange(8))])
    rows.sort(key=lambda r: (r[12], r[1]))
    folder.csv("applicants_greenhouse.csv",
               ["Candidate ID", "Application ID", "Candidate Name", "Email", "Phone", "Address", "Country", "Title",
                "Company", "Job Name", "Requisition ID", "Source", "Applied On", "Current Stage", "Recruiter",
                "Submission IP", "Which time zone will you work from?", "Resume Text"], rows)


def write_hr(folder, staff, leavers):
    rows = [[p["id"], p["candidate"] or "", p["name"], p["given"], p["family"], "Employee", "Active", p["hired"],
             p["role"], p["work"], p["mail"], p["phone"], p["birth"], COUNTRY[p["city"][2]], p["street"],
             ", ".join(x for x in p["city"][:2] if x), p["code"], p["ship"] or full_address(p), "Sample Bank",
             p["account"], p.get("payee", p["name"]), "H-1" if p["special"] == "household" else ""] for p in staff]
    folder.xlsx("staff_workday.xlsx", "Workers, as of 2026-10-15",
                ["Employee ID", "Candidate ID", "Legal Name", "Legal First Name", "Legal Last Name", "Worker Type",
                 "Active Status", "Hire Date", "Business Title", "Work Email", "Home Email", "Primary Home Phone",
                 "Date of Birth", "Home Country", "Home Address Line 1", "Home City", "Home Postal Code",
                 "Laptop Shipping Address", "Bank Name", "Account Number", "Name on Account", "Household"], rows)
    old = [p for p in staff if p["hired"] < "2025-03" and p["special"] in ("married", "birth", "")]
    rows = []
    for p in sorted(old + leavers, key=lambda p: p["hired"]):
        family, birth = p.get("former", p["family"]), p["birth"]
        if p["special"] == "birth":  # one digit of the day
            birth = birth[:8] + ("1" if birth[8] != "1" else "2") + birth[9]
        left = p.get("left", "")
        rows.append([p["id"], p["given"], "", family, "Inactive" if left else "Active", "Full-Time", p["hired"], left,
                     p.get("role", "Engineer"), "Engineering", p["work"], p["mail"], p["phone"], p["street"], "",
                     p["city"][0], p["city"][1], p["code"], COUNTRY[p["city"][2]], birth])
    folder.csv("old_hr_bamboohr.csv",
               ["Employee #", "First Name", "Middle Name", "Last Name", "Status", "Employment Status", "Hire Date",
                "Termination Date", "Job Title", "Department", "Work Email", "Home Email", "Mobile Phone",
                "Address Line 1", "Address Line 2", "City", "State", "Zip Code", "Country", "Birth Date"], rows)


def write_pay(folder, staff, contractors):
    rows = []
    for day in ("2026-09-15", "2026-09-30"):
        for p in staff:
            if p["hired"] > day:
                continue
            gross = 3000 + 100 * rng.randrange(10, 40)
            changed = "2026-06-17" if p["special"] == "operator" and p["hired"] == "2026-06-08" else ""
            rows.append([f"PAY-{len(rows) + 1}", p["id"], p["given"], p["family"], p["work"], p["mail"], day,
                         f"{gross}.00", f"{gross * 3 // 4}.00", "USD", "Direct Deposit", "Sample Bank", p["account"],
                         "000000000", p.get("payee", p["name"]), full_address(p), changed])
    folder.csv("payroll_gusto.csv",
               ["Payment ID", "Employee ID", "First Name", "Last Name", "Work Email", "Personal Email", "Check Date",
                "Gross Pay", "Net Pay", "Currency", "Payment Method", "Bank Name", "Account Number", "Routing Number",
                "Account Holder", "Home Address", "Bank Details Changed"], rows)
    rows = []
    for month in ("2026-08-31", "2026-09-30"):
        for p in contractors:
            rows.append([f"D-{len(rows) + 1}", p["contract"], "Fixtures and tests", "Milestone", p["id"], p["name"],
                         p["mail"], p["country"], p["country"], month, f"{900 + 50 * rng.randrange(20)}.00", "USD", "Paid",
                         "Bank transfer", p["payout"], p["name"], p["country"], ""])
    folder.csv("contractors_deel.csv",
               ["Payment ID", "Contract ID", "Contract Name", "Contract Type", "Worker ID", "Worker Name", "Worker Email",
                "Worker Country", "Tax Residence", "Payment Date", "Amount", "Currency", "Status", "Withdrawal Method",
                "Withdrawal Account", "Account Holder", "Bank Country", "Wallet Address"], rows)


def workdays(p):
    day = max(FIRST_DAY, datetime.date.fromisoformat(p["hired"]))
    while day <= LAST_DAY:
        if day.weekday() < 5:
            yield day
        day += datetime.timedelta(days=1)


def at(p, day, hour):
    """A moment on the person's own clock, in UTC."""
    local = datetime.datetime.combine(day, datetime.time(0)) + datetime.timedelta(
        hours=hour, minutes=rng.randrange(60), seconds=rng.randrange(60))
    offset = 2 if p["special"] == "lone" else p["city"][5]  # whose hands keep other hours
    return local - datetime.timedelta(hours=offset)


def line_of(p, day):
    """Where a session comes from: place, address, and whether the log calls it a proxy."""
    if p["special"] == "operator":
        return TULSA, p["ip"], False
    if p["special"] == "vpn" and "2026-09-28" <= day.isoformat() <= "2026-10-07":
        # ten days with the family in Lisbon, now and then behind a privacy VPN
        city = ("Lisbon", "", "PT", 38.72, -9.14, 1, "")
        return (city, "198.51.100.250", False) if day.day % 3 else (city, "203.0.113.8", True)
    return p["city"], p["ip"], False


def write_okta(folder, staff):
    rows = []
    for p in staff:
        days = [d for d in workdays(p) if p["special"] in ("operator", "vpn") or rng.random() < 0.45]
        for day in days:
            city, ip, proxy = line_of(p, day)
            moment = at(p, day, rng.choice((8, 9)))
            number = len(rows) + 1
            rows.append({
                "uuid": f"made-up-{number:04d}", "published": moment.isoformat() + ".000Z",
                "eventType": "user.session.start", "severity": "INFO",
                "actor": {"type": "User", "alternateId": p["work"], "displayName": f"{p['given']} {p['family']}"},
                "client": {"userAgent": {"rawUserAgent": "Mozilla/5.0 (made up)"}, "device": {"id": p["serial"]},
                           "ipAddress": ip, "geographicalContext": {
                               "city": city[0], "country": {"PT": "Portugal"}.get(city[2]) or COUNTRY[city[2]],
                               "geolocation": {"lat": city[3], "lon": city[4]}}},
                "authenticationContext": {"externalSessionId": f"session-{number:04d}"},
                "outcome": {"result": "SUCCESS"},
                "securityContext": {"asOrg": "example network", "isProxy": proxy}})
    rows.sort(key=lambda r: r["published"])
    folder.jsonl("okta.jsonl", rows)


def write_github(folder, staff):
    rows = []
    for p in staff:
        if "Engineer" not in p["role"] or p["device"] != "mac":
            continue
        for day in workdays(p):
            busy = p["special"] == "lone"
            for hour in (9, 11, 13, 14, 16) if busy else (10, 15):
                if rng.random() > (0.95 if busy else 0.5):
                    continue
                moment = at(p, day, hour)
                if moment.date() > LAST_DAY:
                    continue
                city, ip, _ = line_of(p, day)
                stamp = int((moment - datetime.datetime(1970, 1, 1)).total_seconds()) * 1000
                rows.append({"@timestamp": stamp, "_document_id": "", "action":
                             rng.choice(["git.push", "git.push", "git.fetch", "git.clone"]), "actor": p["handle"],
                             "actor_ip": ip, "actor_location": {"country_code": city[2]},
                             "external_identity_nameid": p["work"], "org": "lanternfish-made-up",
                             "repo": "lanternfish-made-up/" + rng.choice(["nets", "lamps", "tide"]),
                             "user_agent": "git/2.47.0"})
    rows.sort(key=lambda r: r["@timestamp"])
    for i, row in enumerate(rows):
        row["_document_id"] = f"made-up-{i + 1:04d}"
    folder.jsonl("github_audit.jsonl", rows)


def write_devices(folder, staff):
    found = {  # of the operator's three, and of the one alone
        "2017": ("PiKVM Composite Device", "Slack.app; AnyDesk.app; Visual Studio Code.app"),
        "2019": ("05ac:024f Keyboard", "Slack.app; AnyDesk.app; RustDesk.app"),
        "2024": ("PiKVM Composite Device", "Slack.app; Visual Studio Code.app"),
        "2020": ("05ac:024f Keyboard; Mouse Jiggler", "Slack.app; Mullvad VPN.app"),
    }
    mac, windows, checks, parcels = [], [], [], []
    for i, p in enumerate(staff):
        seen = f"2026-10-14 {13 + i % 6}:{10 + i}:0{i % 10}"
        usb, programs = found.get(p["id"], ("05ac:024f Keyboard", "Slack.app; Visual Studio Code.app"))
        zone = TULSA[6] if p["special"] == "operator" else p["city"][6]
        if p["device"] == "mac":
            mac.append([f"mac-{p['id']}", str(300 + i), p["serial"], "MacBook Pro (made up)", "macOS 15.6", seen,
                        f"{p['hired']} 08:00:00", p["ip"], p["handle"], f"{p['given']} {p['family']}", p["work"], p["id"],
                        zone, programs, usb, "Institutional"])
        else:
            windows.append([f"d-{p['id']}", f"LAPTOP-{p['id']}", f"{p['hired']} 08:00:00.0000000", f"{seen}.0000000",
                            p["serial"], "Example", "Book 14 (made up)", "Compliant", "Intune", "Corporate", p["work"],
                            p["work"], f"{p['given']} {p['family']}", p["phone"], "Windows"])
        sent = datetime.date.fromisoformat(p["hired"]) - datetime.timedelta(days=6)
        recipient = "Joan Nominee" if p["id"] in ("2019", "2024") else p["name"]
        parcels.append(["worker", "onboarding", p["id"], p["work"], sent.isoformat(), p["serial"],
                        p["ship"] or full_address(p), recipient])
        if p["hired"] < "2024":
            continue
        checks.append(["worker", "onboarding", p["id"], p["work"], "passport", p["name"], p["birth"], "Example ID check",
                       f"{sent.isoformat()}T10:00:00Z", "hire", "pass", "pass", "match"])
    folder.csv("laptops_jamf.csv",
               ["Computer Name", "JSS Computer ID", "Serial Number", "Model", "Operating System", "Last Check-in",
                "Last Enrollment", "IP Address", "Username", "Full Name", "Email Address", "Employee ID", "Time Zone",
                "Applications", "USB Devices", "Ownership"], mac)
    folder.csv("laptops_intune.csv",
               ["Device ID", "Device name", "Enrollment date", "Last check-in", "Serial number", "Manufacturer", "Model",
                "Compliance", "Managed by", "Ownership", "Primary user UPN", "Primary user email address",
                "Primary user display name", "Phone number", "OS"], windows)
    married = next(p for p in staff if p["special"] == "married")
    checks.append(["worker", "onboarding", married["id"], married["work"], "passport",
                   f"{married['given']} {married['former']}", married["birth"], "Example ID check", "2022-11-01T10:00:00Z",
                   "hire", "pass", "pass", "match"])
    folder.csv("id_checks.csv",
               ["kind", "stage", "employee_id", "email", "doc.type", "doc.name", "doc.birth_date", "idv.vendor",
                "idv.time", "idv.stage", "idv.result", "idv.liveness", "idv.face"], checks)
    folder.csv("parcels.csv", ["kind", "stage", "employee_id", "email", "ship.time", "ship.serial", "ship.address",
                               "ship.recipient"], parcels)


def write_market(folder, contractors):
    bids, contracts, messages = [], [], []
    texts = ["Good morning, the draft is in the shared folder.", "Could we speak on Thursday at three?",
             "The second milestone is ready for your eyes.", "Thank you for the quick review!",
             "I will be away on Monday for a holiday here.", "Which of the two colours do you prefer?"]
    for i, p in enumerate(contractors[:6]):
        client = f"C-{41 + i % 3}"
        bids.append([f"B-{i + 1}", p["account"], p["name"], p["mail"], f"2026-07-{10 + i}T09:{10 + i}:00Z",
                     f"{900 + 50 * i}.00", "USD", f"P-{9 + i}", f"Part {i + 1} of the fixtures", maker.resume(2012), client,
                     p["ip"], p["country"]])
        contracts.append([p["contract"], p["account"], p["name"], client, "Fixtures and tests", f"2026-07-{20 + i}", "",
                          f"{900 + 50 * i}.00", "USD", "open", 5 - i % 2, p["country"]])
        for k in range(2):
            messages.append([f"M-{len(messages) + 1}", p["contract"], p["account"], client,
                             f"2026-09-{10 + 3 * i + k:02d}T{8 + i:02d}:{20 + k}:00Z", texts[(i + k) % len(texts)], p["ip"]])
    folder.csv("market_bids.csv", ["Bid ID", "Freelancer ID", "Freelancer Name", "Email", "Bid Time", "Amount", "Currency",
                                   "Project ID", "Project Title", "Proposal", "Client ID", "IP", "Profile Country"], bids)
    folder.csv("market_contracts.csv", ["Contract ID", "Freelancer ID", "Freelancer Name", "Client ID", "Title",
                                        "Start Date", "End Date", "Contract Value", "Currency", "Status", "Rating",
                                        "Work Country"], contracts)
    folder.csv("market_messages.csv", ["Message ID", "Contract ID", "From Account", "To Account", "Sent At", "Text", "IP"],
               messages)


def write_vendors(folder):
    header = ["kind", "subject", "name", "country", "address", "website", "email", "co.registration", "co.registered_at",
              "co.registry_check", "co.claims_since", "co.domain", "co.domain_created", "co.address_kind", "co.officer",
              "co.staff", "co.staff_found", "co.staff_named", "co.work_country", "co.seen_country", "co.bank_country",
              "co.payees", "co.client_check", "co.screening", "pay.account"]
    folder.csv("vendors.csv", header, [
        ["vendor", "V-1", "Blue Lantern Example Software", "SG", "9 Specimen Avenue, Singapore 00901",
         "https://blue-lantern.example", "hello@blue-lantern.example", "EX-000117", "2025-11-03", "found", "2014",
         "blue-lantern.example", "2025-10-21", "virtual", "Nobody Nominee", "24", "3", "refused", "SG", "RU", "HK", "3",
         "denied", "none", "0009001770"],
        ["vendor", "V-2", "Tidewater Sample Testing", "GB", "40 Example Court, Leeds 00902",
         "https://tidewater.example", "desk@tidewater.example", "EX-000452", "2016-04-12", "found", "2016",
         "tidewater.example", "2016-05-02", "office", "Rowan Example", "18", "16", "yes", "GB", "GB", "GB", "1",
         "confirmed", "shown", "0009002884"]])


README = """# A small company's exports

Everything here is made up: Lanternfish Tools, its sixty people and what they did between 21 September and 14 October
2026. Family names mean *example*, *sample* or *made up* in their languages; telephone numbers, mailboxes, domains and
network addresses are of the kinds kept for examples. `tools/make_company.py` writes the folder; the same script
gives the same bytes.

```
cordon map examples/company/okta.jsonl
cordon sweep --policy demo --as-of 2026-10-15 examples/company
```

`--policy demo` takes the bundled starter list for a whole list: for looking around only.

| file | what it is | rows | joins by |
|---|---|---|---|
| `applicants_greenhouse.csv` | candidates of the applicant tracking system, those hired since 2025-09 with them | {applicants_greenhouse.csv} | candidate id, private mailbox |
| `staff_workday.xlsx` | current staff, with candidate id, home, laptop's address and account | {staff_workday.xlsx} | employee id, candidate id, both mailboxes, account |
| `old_hr_bamboohr.csv` | the HR system used until 2025-03: leavers, and who is still there | {old_hr_bamboohr.csv} | employee id, both mailboxes |
| `payroll_gusto.csv` | two paydays | {payroll_gusto.csv} | employee id, mailboxes, account |
| `contractors_deel.csv` | two payments to each contractor | {contractors_deel.csv} | worker id, contract, mailbox, account |
| `okta.jsonl` | sign-ins | {okta.jsonl} | work mailbox, serial number |
| `github_audit.jsonl` | what was cloned, fetched and pushed | {github_audit.jsonl} | handle, work mailbox |
| `laptops_jamf.csv`, `laptops_intune.csv` | issued laptops: Mac and Windows | {laptops_jamf.csv}, {laptops_intune.csv} | serial number, work mailbox, employee id |
| `parcels.csv` | laptops sent out; columns are Cordon's fields | {parcels.csv} | employee id, work mailbox |
| `id_checks.csv` | identity checks at hire; likewise | {id_checks.csv} | employee id, work mailbox |
| `market_bids.csv`, `market_contracts.csv`, `market_messages.csv` | the freelance market that six contractors came from | {market_bids.csv}, {market_contracts.csv}, {market_messages.csv} | account, mailbox |
| `vendors.csv` | two suppliers; columns are Cordon's fields | {vendors.csv} | - |

One file alone shows little: a switch on a laptop, a parcel to another address. Who belongs together shows when the files
are read as one.

<details>
<summary>Who is what (look after you have tried)</summary>

| who | ids | what is true | where it shows |
|---|---|---|---|
{who}

Everybody else is what they say. Among the honest are people with Korean, Chinese, Russian, Indian, Nigerian and Brazilian
names; a name says nothing here, as everywhere.

</details>
"""


def write_readme(folder, staff, applicants):
    """What is in the folder, and who is what: with the numbers and names of this run."""
    def rows_of(name):
        path = os.path.join(folder.path, name)
        if name.endswith(".xlsx"):
            return len(staff)
        with open(path, encoding="utf-8", newline="") as f:
            return sum(1 for _ in f) if name.endswith("l") else sum(1 for _ in csv.reader(f)) - 1

    def ids(p):
        return p["id"] + (f", candidate {p['candidate']}" if p["candidate"] else "")

    who = lambda word: [p for p in staff if p["special"] == word]
    a, b, c = who("operator")
    lines = []
    for p, more in ((a, "a keyboard-video-mouse switch over IP and AnyDesk on the laptop"),
                    (b, "two remote-control programs; payout account changed nine days after the start; parcel to another name"),
                    (c, "the same kind of switch; parcel to another name")):
        lines.append((p["name"], ids(p), "one operator behind three hires",
                      f"one payout account, one delivery address that is nobody's home, one line for all sessions, resumes "
                      f"nearly the same; {more}"))
    lone = who("lone")[0]
    lines.append((lone["name"], ids(lone), "a careful fake, alone",
                  "weak contradictions only: acts fit a clock eight hours off, a mailbox of trade words and digits, a mouse "
                  "mover, a VPN program, the parcel went elsewhere"))
    lines.append(("Blue Lantern Example Software", "V-1", "a front",
                  "registered in 2025 and claims 2014, three of 24 staff found, workers not named, a client denied it, bank "
                  "and sessions elsewhere"))
    one, two = who("household")
    for p in (one, two):
        lines.append((p["name"], ids(p), "honest: a couple with a joint account",
                      "same address, family name and account; declared as household H-1"))
    p = who("vpn")[0]
    lines.append((p["name"], ids(p), "honest: ten days with the family in Lisbon, partly behind a VPN", "sign-ins"))
    p = who("married")[0]
    lines.append((p["name"], ids(p), f"honest: was {p['given']} {p['former']} before the wedding",
                  "old HR system, identity check and work mailbox have the former name"))
    p = who("birth")[0]
    lines.append((p["name"], ids(p), "honest: one digit of the birth date is wrong in the old HR system", "birth dates"))
    lines.append((applicants[9]["name"], "in the old HR system and among the candidates",
                  "honest: left and applies again", "the same mailbox and telephone"))
    text = README
    for name in sorted(os.listdir(folder.path)):
        if name != "README.md":
            text = text.replace("{" + name + "}", str(rows_of(name)))
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    with open(os.path.join(folder.path, "README.md"), "w", encoding="utf-8") as f:
        f.write(text.replace("{who}", table))


def main():
    folder = Folder(sys.argv[1] if len(sys.argv) > 1 else
                    os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "examples", "company"))
    staff = make_staff()
    leavers, applicants, contractors = make_others()
    write_applicants(folder, staff, applicants)
    write_hr(folder, staff, leavers)
    write_pay(folder, staff, contractors)
    write_okta(folder, staff)
    write_github(folder, staff)
    write_devices(folder, staff)
    write_market(folder, contractors)
    write_vendors(folder)
    write_readme(folder, staff, applicants)


if __name__ == "__main__":
    main()
