"""What the table generators share: reading data/*.tsv and writing a struct table (base/table.h)."""
import sys

FNV_START, FNV_PRIME, U64 = 0xCBF29CE484222325, 0x100000001B3, (1 << 64) - 1


def rows(path, columns):
    """The rows of a tab-separated file: '#' starts a comment line, the first other line is the
    header, which must be `columns`."""
    header = None
    with open(path, encoding="utf-8", newline="\n") as f:
        for number, line in enumerate(f, 1):
            line = line.rstrip("\n")
            if not line or line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
                if cells != columns:
                    sys.exit(f"{path}:{number}: header is {cells}, want {columns}")
                continue
            if len(cells) != len(columns):
                sys.exit(f"{path}:{number}: {len(cells)} columns, want {len(columns)}")
            yield number, cells


def fnv(data):
    """FNV-1a, 64 bits: base/table.c computes the same."""
    h = FNV_START
    for byte in data:
        h = ((h ^ byte) * FNV_PRIME) & U64
    return h


def numbers(c_type, name, values):
    """A static array of integers, 24 a line."""
    values = list(values)
    out = [f"static const {c_type} {name}[{max(len(values), 1)}] = {{"]
    for i in range(0, len(values), 24):
        out.append("    " + ",".join(map(str, values[i:i + 24])) + ",")
    if not values:
        out.append("    0,")
    out.append("};")
    return "\n".join(out) + "\n"


def table(name, keys):
    """A struct table called `name` over `keys` (texts); index i of the table is keys[i]."""
    coded = [k.encode("utf-8") for k in keys]
    if len(set(coded)) != len(coded):
        seen = set()
        sys.exit(f"{name}: key twice: " + repr([k for k in keys if k in seen or seen.add(k)][:5]))
    if len(coded) > 65534:
        sys.exit(f"{name}: more keys than a table holds")
    size = 8
    while size < 2 * len(coded):
        size *= 2
    slots = [0] * size
    places, text = [0], bytearray()
    for i, key in enumerate(coded):
        h = fnv(key)
        at = h & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = (h >> 48) << 16 | (i + 1)
        text += key
        places.append(len(text))
    return (numbers("uint8_t", name + "_text", text)
            + numbers("uint32_t", name + "_places", places)
            + numbers("uint32_t", name + "_slots", slots)
            + f"static const struct table {name} = {{ {name}_text, {name}_places, {name}_slots,"
              f" {size - 1}u, {len(coded)}u }};\n")


def literal(text):
    """A C string literal, any byte beyond printable ASCII as octal."""
    out = []
    for byte in text.encode("utf-8"):
        c = chr(byte)
        out.append(c if 32 <= byte < 127 and c not in '"\\?' else f"\\{byte:03o}")
    return '"' + "".join(out) + '"'


def write(path, source, parts):
    """The generated file: one line saying where it comes from, then the parts."""
    with open(path, "w", encoding="utf-8", newline="\n") as f:
        f.write(f"/* Made from {source} at build time; edit that. */\n")
        for part in parts:
            f.write(part)
