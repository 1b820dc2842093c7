"""Made-up people for the examples: names of many cultures, contacts that are nobody's, resumes.

Every family name means "example", "sample", "made up" or "nobody" in its language. Telephone numbers are from
ranges that regulators keep for fiction (555-01 in North America, Ofcom's, ARCEP's and the Bundesnetzagentur's drama
numbers), mailboxes at example.org and example.net, domains end in .example (RFC 2606), network addresses are those
for documentation (RFC 5737, RFC 3849).
"""
import unicodedata

# culture: given names (women's behind ';'), family names ("male|female" where they differ), F = family first,
# countries where people of that name in the examples live besides the common ones
CULTURES = {
    "english": ("Sam Robin Alex Gareth Owen;Testa Ann Hazel June", "Sample Placeholder Specimen Madeup", "", "GB"),
    "german": ("Jonas Lukas Erik Matthias;Erika Lena Greta Anke", "Mustermann Beispiel Platzhalter Erfunden", "", "DE"),
    "french": ("Lucien Hugo Rémi Bastien;Élodie Margaux Inès", "Exemple Fictif|Fictive Inventé|Inventée", "", "FR"),
    "dutch": ("Daan Joris Pieter;Femke Sanne Lotte", "Voorbeeld Verzonnen", "", ""),
    "swedish": ("Anders Nils Gustav;Astrid Elsa Linnea", "Exempel Påhittad", "", ""),
    "finnish": ("Matti Eero Ville;Aino Kaisa", "Esimerkki Keksitty", "", ""),
    "polish": ("Tomasz Marek Kacper Paweł;Agnieszka Zofia Hania", "Przykład Zmyślony|Zmyślona Fikcyjny|Fikcyjna", "", ""),
    "ukrainian": ("Taras Ostap Bohdan;Oksana Solomiya", "Prykladenko Vyhadanenko", "", ""),
    "russian": ("Dmitri Ilya Anton Pavel;Svetlana Yulia Daria", "Primerov|Primerova Vydumanov|Vydumanova", "", ""),
    "greek": ("Nikos Yorgos;Eleni Katerina", "Paradeigma Fantastikos|Fantastikou", "", ""),
    "italian": ("Matteo Luca Pietro;Chiara Bianca", "Esempio Inventato|Inventata Campione", "", ""),
    "spanish": ("Diego Joaquín Emilio;Marisol Lucía Ximena", "Ejemplo Ficticio|Ficticia Muestra", "", ""),
    "brazilian": ("Thiago Caio Vinícius;Rafaela Luana Beatriz", "Exemplo Inventado|Inventada Amostra", "", ""),
    "turkish": ("Deniz Emre Kaan;Elif Zeynep Selin", "Örnek Hayali Uydurma", "", ""),
    "arabic": ("Omar Karim Yusuf Tarek;Layla Amira Rania", "Mithal Namudhaj Khayali", "", ""),
    "hebrew": ("Eitan Gil Amos;Noa Tamar", "Dugma Almoni", "", ""),
    "persian": ("Reza Kaveh Arash;Shirin Parisa", "Nemuneh Khiali", "", ""),
    "indian": ("Arjun Rahul Vikram Sanjay;Priya Ananya Kavya Meera", "Udaharan Namuna Kalpanik Kalpit", "", ""),
    "pakistani": ("Bilal Hamza Usman;Ayesha Sana", "Misaal Namoona", "", ""),
    "filipino": ("Jericho Paolo;Maricel Divina Jasmine", "Halimbawa Kunwari", "", ""),
    "indonesian": ("Budi Agus Bayu;Siti Dewi Ratna", "Contoh Misalnya Khayalan", "", ""),
    "vietnamese": ("Vidu Mau Giadinh;Vidu Mau", "Nguyen Tran Le Pham", "F", ""),
    "thai": ("Somchai Anan;Malee Suda", "Tuayang Sommut", "", ""),
    "korean": ("Yesi Gasang Heogu Sangsang;Gyeonbon Bogi Gajeong", "Kim Park Lee Choi Jung Yoon", "F", ""),
    "japanese": ("Taro Jiro Ichiro Kenji;Hanako Yumi Kazuko", "Mihon Kasou Kakuu", "", ""),
    "chinese": ("Xuni Shili Xugou Jiashe;Yangben Lizi Moben", "Zhang Li Wang Zhao Chen Liu", "F", ""),
    "nigerian": ("Adeola Chidi Emeka Tunde;Ngozi Yetunde Amaka", "Apeere Iheatu Misali", "", ""),
    "ghanaian": ("Kofi Kwame Yaw;Ama Esi", "Nhweso Sampel", "", ""),
    "kenyan": ("Otieno Kamau Kiprono;Wanjiru Achieng", "Mfano Kielelezo", "", ""),
    "ethiopian": ("Abebe Dawit;Tigist Hana", "Misale Arayane", "", ""),
}

# city, region, country, latitude, longitude, hours behind or ahead of UTC in October, zone
CITIES = [
    ("Austin", "TX", "US", 30.27, -97.74, -5, "America/Chicago"),
    ("Denver", "CO", "US", 39.74, -104.98, -6, "America/Denver"),
    ("Raleigh", "NC", "US", 35.78, -78.64, -4, "America/New_York"),
    ("Portland", "OR", "US", 45.52, -122.68, -7, "America/Los_Angeles"),
    ("Columbus", "OH", "US", 39.96, -83.0, -4, "America/New_York"),
    ("Boise", "ID", "US", 43.62, -116.2, -6, "America/Boise"),
    ("Tulsa", "OK", "US", 36.15, -95.99, -5, "America/Chicago"),
    ("Toronto", "ON", "CA", 43.65, -79.38, -4, "America/Toronto"),
    ("Halifax", "NS", "CA", 44.65, -63.58, -3, "America/Halifax"),
    ("Leeds", "", "GB", 53.8, -1.55, 1, "Europe/London"),
    ("Bristol", "", "GB", 51.45, -2.59, 1, "Europe/London"),
    ("Leipzig", "", "DE", 51.34, 12.37, 2, "Europe/Berlin"),
    ("Lyon", "", "FR", 45.76, 4.84, 2, "Europe/Paris"),
]
CODES = {"TX": "512", "CO": "303", "NC": "919", "OR": "503", "OH": "614", "ID": "208", "OK": "918", "ON": "416",
         "NS": "902"}
COUNTRY = {"US": "United States", "CA": "Canada", "GB": "United Kingdom", "DE": "Germany", "FR": "France"}
STREETS = ["Sample Street", "Placeholder Lane", "Madeup Road", "Specimen Avenue", "Example Court", "Fiction Way",
           "Invented Close", "Pretend Terrace"]

EMPLOYERS = ["Muster Works", "Placeholder Freight", "Sample Harbour", "Fable Bank", "Notional Health", "Tale Maps",
             "Pretend Power", "Imagined Parcel", "Example Weather", "Fiction Games", "Mock Rail", "Dummy Books"]
WHAT = ["the booking pages", "a parts catalogue", "the claims desk", "a tide forecast", "the ticket machine software",
        "seat maps", "the returns counter", "a warehouse scanner", "meter readings", "the library search",
        "price lists", "a timetable planner", "the refunds queue", "stock counts", "the staff rota"]
WITH = ["Go", "Java", "Python and Django", "Rails", "C# on Windows", "TypeScript", "Elixir", "Kotlin", "PHP and MySQL",
        "Rust", "Scala", "React", "plain C", "Perl, then Python"]
DID = ["cut the nightly run from {n} hours to {m}", "moved {n} jobs off an old server in a cupboard",
       "halved the pages that woke somebody at night", "wrote the tests that {w} had lacked for {m} years",
       "taught {m} newcomers to read the query plans", "threw away {n} thousand lines that nobody called",
       "wrote the guide that the help desk still prints", "found why some of {n} thousand invoices were a cent off",
       "brought {w} to people who use screen readers", "kept {w} up through a flood in the cellar"]
LIKE = ["I mend bicycles on Sundays.", "I sing in a choir of {n}.", "I keep bees, badly.", "I coach a school chess club.",
        "I swim in cold lakes.", "My sourdough is {m} years old.", "I restore radios.", "I read to my niece online.",
        "I grow chillies on a balcony.", "I umpire village cricket.", "I paint model trains.", "I walk other people's dogs."]
WANT = ["I would like to work on {w} next.", "What I look for is a team that reviews with care.",
        "I want fewer meetings and more maps.", "After {m} years in one trade I am ready for another.",
        "A short commute to my own kitchen would suit me.", "I ask to work where the users can reach me.",
        "I would rather own one thing than touch ten."]


def ascii_of(text):
    text = text.replace("ł", "l").replace("Ł", "L").replace("ı", "i")
    flat = unicodedata.normalize("NFKD", text)
    return "".join(c for c in flat if c.isascii() and (c.isalnum() or c in " -"))


class Maker:
    """Makes people; the same random numbers give the same people."""

    def __init__(self, rng):
        self.rng = rng
        self.names, self.mails, self.phones, self.ips = set(), set(), set(), set()
        self.house = 0

    def name(self, culture):
        """(given, family, whole as written); no whole name twice."""
        given, family, order, _ = CULTURES[culture]
        men, women = (g.split() for g in given.split(";"))
        pairs = [(g, f, i) for i, group in enumerate((men, women)) for g in group for f in family.split()]
        self.rng.shuffle(pairs)
        for g, f, is_woman in pairs:
            f = f.split("|")[-1 if is_woman else 0]
            if (g, f) in self.names:
                continue
            self.names.add((g, f))
            return g, f, f"{f} {g}" if order == "F" else f"{g} {f}"
        # all used up: a second given name
        g, f, is_woman = pairs[0]
        other = self.rng.choice([x for x in (women if is_woman else men) if x != g])
        f = f.split("|")[-1 if is_woman else 0]
        if (f"{g} {other}", f) in self.names:
            return self.name(culture)
        self.names.add((f"{g} {other}", f))
        return f"{g} {other}", f, f"{f} {g} {other}" if order == "F" else f"{g} {other} {f}"

    def mail(self, given, family, host=None):
        """A private mailbox."""
        g, f = (ascii_of(x).lower().replace(" ", "") for x in (given, family))
        host = host or self.rng.choice(["example.org", "example.net"])
        for local in (f"{g}.{f}", f"{f}.{g}", f"{g}{f}", f"{g[0]}.{f}", f"{g}_{f}", f"hello.{g}{f}"):
            if f"{local}@{host}" not in self.mails:
                self.mails.add(f"{local}@{host}")
                return f"{local}@{host}"
        raise ValueError("no mailbox left for " + given)

    def phone(self, city):
        """A number kept for fiction in the city's country."""
        while True:
            n = self.rng.randrange(100)
            if city[2] in ("US", "CA"):
                text = f"+1 {CODES[city[1]]}-555-01{n:02d}"
            elif city[2] == "GB":
                text = f"+44 7700 900{self.rng.randrange(1000):03d}"
            elif city[2] == "FR":
                text = f"+33 6 39 98 {self.rng.randrange(100):02d} {n:02d}"
            else:
                text = f"+49 176 04069{self.rng.randrange(1000):03d}"
            if text not in self.phones:
                self.phones.add(text)
                return text

    def address(self):
        """(street, postal code): no house twice."""
        self.house += 1
        street = STREETS[self.house % len(STREETS)]
        return f"{3 + 2 * self.house} {street}", f"{self.house:05d}"

    def ip(self, block):
        """An address for documentation out of 192.0.2, 198.51.100 or 203.0.113, or of 2001:db8::/32."""
        while True:
            text = f"2001:db8:{self.rng.randrange(1, 0xFFFF):x}::{self.rng.randrange(1, 255):x}" if block == "v6" \
                else f"{block}.{self.rng.randrange(1, 255)}"
            if text not in self.ips:
                self.ips.add(text)
                return text

    def birth(self):
        return f"{self.rng.randrange(1972, 2001)}-{self.rng.randrange(1, 13):02d}-{self.rng.randrange(1, 29):02d}"

    def resume(self, since):
        """About eighty words that nobody else wrote."""
        r = self.rng
        first, second = r.sample(EMPLOYERS, 2)
        what, other, third = r.sample(WHAT, 3)
        tools = r.sample(WITH, 3)
        did = r.sample(DID, 3)
        fill = lambda text, w: text.format(n=r.randrange(6, 40), m=r.randrange(2, 9), w=w)
        year = r.randrange(since + 2, 2024)
        parts = [f"At {first} I built {what} with {tools[0]} from {since} to {year} and {fill(did[0], what)}.",
                 f"Since {year} I look after {other} at {second} in {tools[1]}; there I {fill(did[1], other)}.",
                 f"Before, as a trainee, I {fill(did[2], third)} using {tools[2]}."]
        r.shuffle(parts)
        return " ".join(parts + [fill(r.choice(WANT), third), fill(r.choice(LIKE), third)])
