"""Made-up editions of lists, small and whole; every case damages one of them.

Behind the `count` entries asked for stand those that every true edition has (data/sources.tsv).
"""

OWN_HEAD = "id,name,type,alias,birth_date,country,passport,wallet,program,reason,listed_on\n"

WALLET = "0x098B716B8Aaf21512996dC57EB0615e2383E2f96"


def own(count=3, word="Example"):
    rows = [OWN_HEAD]
    for n in range(1, count + 1):
        rows.append(f"E{n},{word} Person {letters(n)},person,Other Writing {letters(n)},"
                    f"19{50 + n % 50}-05-17,kp,X{100000 + n},,DPRK,made up,2024-01-02\n")
    return "".join(rows).encode()


def letters(n):
    """A word that stands for a number: names are compared by letters."""
    word = ""
    while n:
        n, digit = divmod(n, 20)
        word += "bcdfghjklmnprstvwxyz"[digit] + "aeiou"[digit % 5]
    return word.capitalize()


OFAC_CANARIES = (9345, 12210, 15603, 27307)
UN_CANARIES = ("KPi.001", "KPi.080", "KPe.001", "KPe.075")


def sdn_number(n):
    """Of the n-th entry: 9001, 9002 ... and past the canaries."""
    return 9000 + n if n < 300 else 100000 + n


def sdn_rows(count=4, word="EXAMPLE"):
    rows = []
    for n in range(1, count + 1):
        if n % 2:
            rows.append(f'{sdn_number(n)},"{word.upper()}, {letters(n)}","individual","DPRK3",-0- ,-0- ,-0- ,'
                        f'-0- ,-0- ,-0- ,-0- ,"DOB 17 May 1970; Passport X{200000 + n} (Korea, North)."\r\n')
        else:
            rows.append(f'{sdn_number(n)},"{word.upper()} TRADING {letters(n).upper()}",-0- ,"DPRK3",-0- ,-0- ,'
                        f'-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n')
    for number in OFAC_CANARIES:
        rows.append(f'{number},"CANARY {letters(number).upper()}",-0- ,"DPRK3",-0- ,-0- ,-0- ,-0- ,-0- ,'
                    f'-0- ,-0- ,-0- \r\n')
    return "".join(rows)


def ofac_csv(count=4, word="EXAMPLE"):
    """The four files, by name."""
    alt = "".join(f'{sdn_number(n)},{n},"aka","OTHER {letters(n).upper()}",-0- \r\n'
                  for n in range(1, count + 1))
    add = "".join(f'{sdn_number(n)},{n},"1 Example Street","Pyongyang","Korea, North",-0- \r\n'
                  for n in range(1, count + 1))
    return {"sdn.csv": (sdn_rows(count, word) + "\x1a").encode(), "alt.csv": (alt + "\x1a").encode(),
            "add.csv": (add + "\x1a").encode(), "sdn_comments.csv": b"\x1a"}


def ofac_xml(count=2):
    entries = "".join(
        f"<sdnEntry><uid>{number}</uid><firstName>{letters(number)}</firstName>"
        f"<lastName>EXAMPLE</lastName><sdnType>Individual</sdnType>"
        f"<programList><program>DPRK3</program></programList></sdnEntry>\n"
        for number in [sdn_number(n) for n in range(1, count + 1)] + list(OFAC_CANARIES))
    return ('<?xml version="1.0" standalone="yes"?>\n'
            '<sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation>'
            f"<Publish_Date>03/28/2025</Publish_Date><Record_Count>{count + len(OFAC_CANARIES)}</Record_Count>"
            f"</publshInformation>\n{entries}</sdnList>\n").encode()


UN_HEAD = ("<?xml version='1.0' encoding='UTF-8'?>\n"
           "<CONSOLIDATED_LIST dateGenerated='2026-02-27T00:00:09.554Z'>\n<INDIVIDUALS>\n")
UN_TAIL = "</INDIVIDUALS>\n</CONSOLIDATED_LIST>\n"


def un_person(n, word="EXAMPLE", number=""):
    return (f"<INDIVIDUAL><DATAID>{6900000 + n}</DATAID><FIRST_NAME>{word}</FIRST_NAME>"
            f"<SECOND_NAME>{letters(n)}</SECOND_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE>"
            f"<REFERENCE_NUMBER>{number or f'KPi.{n:03}'}</REFERENCE_NUMBER>\n"
            "<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE>"
            "<DATE>1970-01-02</DATE></INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL>\n")


def un_entity(n, number):
    return (f"<ENTITY><DATAID>{6900000 + n}</DATAID><FIRST_NAME>CANARY {letters(n)}</FIRST_NAME>"
            f"<UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>{number}</REFERENCE_NUMBER></ENTITY>\n")


def un_xml(count=3, word="EXAMPLE"):
    people = "".join(un_person(n, word) for n in range(1, count + 1))
    canaries = [un_person(70000 + i, "CANARY", c) for i, c in enumerate(UN_CANARIES) if c not in people]
    people += "".join(c for c in canaries if "KPe." not in c)
    firms = "".join(un_entity(70000 + i, c) for i, c in enumerate(UN_CANARIES) if c.startswith("KPe."))
    return (UN_HEAD + people + UN_TAIL.replace("</CONS", f"<ENTITIES>{firms}</ENTITIES>\n</CONS")).encode()


def ftm(count=3, word="Example"):
    return "".join(
        f'{{"id":"NK-{n}","schema":"Person","target":true,"last_seen":"2024-05-03T06:58:02",'
        f'"properties":{{"name":["{word} Person {letters(n)}"],"birthDate":["1980-05-17"]}}}}\n'
        for n in range(1, count + 1)).encode()
