"""The sets being made, and their negatives: each name with two of other people beside it, the nearest by letters."""
from collections import Counter

from .text import couples, letters, nearest, plain

NEGATIVES, POOL, KIND_MAX = 2, 300, 800
PERSON_MAX = 8  # pairs of one person in a kind; and NEGATIVES of two persons: one of forty spellings is not all of a set
THINNED = ("uk", "eu", "au")


class Sets:
    def __init__(self, sources, rng):
        self.src, self.rng = sources, rng
        self.pairs = []    # set, kind, person, a, b
        self.listed = {}   # primary name of a Korean person -> line
        self.queries = []  # kind, name, line
        self.years = {}    # primary name -> ranges of birth years
        self.ordinary = [] # script, name

    def add(self, name, kind, person, a, b):
        if a and b and a != b:
            self.pairs.append((name, kind, person, a, b))

    def by_kind(self):
        found = {}
        for p in self.pairs:
            found.setdefault(p[:2], []).append(p)
        return found

    def thin(self):
        """Keep at most KIND_MAX pairs of a list's kind."""
        count, kept = Counter(), []
        for p in self.rng.sample(self.pairs, len(self.pairs)):
            count[p[:3]] += 1
            if p[0] not in THINNED or count[p[:3]] <= PERSON_MAX:
                kept.append(p)
        some = set(kept)
        self.pairs = [p for p in self.pairs if p in some]
        self.pairs = [p for (name, _), pairs in self.by_kind().items()
                      for p in (self.rng.sample(pairs, KIND_MAX) if name in THINNED and len(pairs) > KIND_MAX else pairs)]

    def kin(self):
        """Of each person all who share a name with them: they may be the same, listed twice."""
        known, bearers = {}, {}
        for _, _, person, a, b in self.pairs:
            known.setdefault(person, set()).update(" ".join(sorted(plain(n).split())) for n in (a, b))
        for person, names in known.items():
            for n in names:
                bearers.setdefault(n, set()).add(person)
        return {person: set().union(*(bearers[n] for n in names)) for person, names in known.items()}

    def negatives(self):
        """set, kind, name, another's name"""
        kin, met = self.kin(), Counter()
        pools = {kind: [(person, b, letters(b), couples(letters(b))) for _, _, person, _, b in pairs] for kind, pairs in self.by_kind().items()}
        for name, kind, person, a, b in self.pairs:
            if name == "korean_other" or kind.endswith("other"):
                continue
            pool = [x for x in pools[name, kind] if x[0] not in kin[person]]
            pool = self.rng.sample(pool, min(POOL, len(pool)))
            mine = letters(b)
            found = 0
            for other, b2, spelled, *_ in nearest(mine, pool):
                two = (name, kind, *sorted((person, other)))
                if found == NEGATIVES or spelled == mine or name in THINNED and met[two] >= NEGATIVES:
                    continue
                met[two] += 1
                found += 1
                yield name, kind, a, b2
