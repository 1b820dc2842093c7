"""Who includes whom: draw the floors, and fail on an include that goes up or sideways.

    layers.py          draw the picture
    layers.py --tap    report as a test

Rules, for every #include "..." and #include <cordon/...>:
  - a room may include itself and the rooms below its floor; never a room above, never a neighbour;
  - from another room only its one header, room/room.h (all of base/ is open, and OPEN_HEADERS);
  - the command and the server see <cordon/*.h>, base/, os/ and themselves, nothing else;
  - the library's lower rooms see of the API what OPEN_API says; the engine implements the rest;
  - no header includes itself through others.
"""
import pathlib
import re
import sys

# From the ground up. A room that is not here is an error: give it a floor.
FLOORS = [
    ["base"],
    ["os", "text", "part", "sheet"],
    ["entity", "record", "addr", "say"],
    ["list", "name", "map", "rule", "law", "chain", "store", "audit"],
    ["evidence", "link", "owner", "train"],
    ["engine"],
    ["share", "report"],
    ["cli", "server"],
]
# Front ends look past the rooms: at the API and these.
FRONT = {"cli": {"base", "os"}, "server": {"base", "os"}}
# Public headers that rooms below the engine may include: all of them, or the room that implements it.
OPEN_API = {"types.h": None, "address.h": "addr", "train.h": "train", "map.h": "map"}
# Second headers that a room shows the others, each with its reason.
OPEN_HEADERS = {
    "record/plan.h",   # records by a mapping: what map/ makes and binds to a table
    "record/split.h",  # cutting files into blocks: the reader thread's side of reading records
    "part/keys.h",     # exact keys: sections that the engine builds and reads, beside the file format
    "os/fetch.h",      # fetching over HTTP: what the engine's update asks of the system, and nobody else
    "list/diff.h",     # the difference of two editions, which only the engine reads
    "list/starter.h",  # the bundled list, which only the engine stands in for missing ones
}

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<(cordon/[^>]+)>)')
FLOOR_OF = {room: n for n, floor in enumerate(FLOORS) for room in floor}


def room_of(path):
    """The room a source file lives in, or "api" for the public headers."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "src":
        return parts[1]
    return "api" if parts[0] == "include" else parts[0]


def sources():
    for top in ("include", "src", "cli", "server"):
        for path in sorted((ROOT / top).rglob("*.[ch]")):
            yield path


def includes(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1) or found.group(2)


def why_not(room, target):
    """What is wrong with `room` including `target`, or None."""
    to, _, name = target.partition("/")
    if not name:
        return "name the room: \"room/header.h\""
    if to == "cordon":
        high = room in FRONT or room == "api" or FLOOR_OF.get(room, 0) >= FLOOR_OF["engine"]
        is_open = name in OPEN_API and OPEN_API[name] in (None, room)
        return None if high or is_open else "is the API above this floor"
    if room == "api":
        return "a public header sees public headers only"
    if to not in FLOOR_OF:
        return f"room '{to}' has no floor; see FLOORS in tools/layers.py"
    if to == room:
        return None
    if room in FRONT:
        if to not in FRONT[room] and not (room == "cli" and target == "server/server.h"):
            return "the front end sees <cordon/*.h>, base/ and os/ only"
    elif FLOOR_OF[to] > FLOOR_OF[room]:
        return "goes up"
    elif FLOOR_OF[to] == FLOOR_OF[room]:
        return "is a neighbour on the same floor"
    if to != "base" and name != f"{to}.h" and target not in OPEN_HEADERS:
        return f"is private to {to}/; its one open header is {to}/{to}.h"
    return None


def cycles(graph):
    """Headers that reach themselves, each cycle once."""
    found, done = [], set()

    def walk(node, path):
        if node in path:
            found.append(path[path.index(node):] + [node])
            return
        if node in done:
            return
        for target in sorted(graph.get(node, ())):
            walk(target, path + [node])
        done.add(node)

    for node in sorted(graph):
        walk(node, [])
    return found


def survey():
    """(faults, uses): what is wrong, and which room includes which."""
    faults, uses, graph = [], {}, {}
    for path in sources():
        room = room_of(path)
        short = path.relative_to(ROOT)
        uses.setdefault(room, set())
        if room != "api" and room not in FLOOR_OF:
            faults.append(f"{short}: room '{room}' has no floor; see FLOORS in tools/layers.py")
            continue
        for number, target in includes(path):
            wrong = why_not(room, target)
            if wrong:
                faults.append(f"{short}:{number}: \"{target}\" {wrong}")
            to = target.partition("/")[0]
            uses[room].add("api" if to == "cordon" else to)
            if path.suffix == ".h":
                own = "/".join(short.parts[1:]) if short.parts[0] in ("src", "include") else str(short)
                graph.setdefault(own, set()).add(target)
    faults += ["headers in a ring: " + " -> ".join(ring) for ring in cycles(graph)]
    return faults, uses


def draw(uses):
    width = max(len(room) for room in uses)
    for number in range(len(FLOORS) - 1, -1, -1):
        rooms = [room for room in FLOORS[number] if room in uses]
        if not rooms:
            continue
        print(f"floor {number} " + "-" * 60)
        for room in rooms:
            order = sorted(uses[room] - {room}, key=lambda r: (-FLOOR_OF.get(r, 99), r))
            names = " ".join("<cordon/*.h>" if r == "api" else r for r in order)
            print(f"  {room:<{width}}  ->  {names}" if names else f"  {room}")


def main():
    faults, uses = survey()
    if "--tap" in sys.argv[1:]:
        print("1..1")
        print(f"{'not ok' if faults else 'ok'} 1 - no include goes up or sideways")
        for fault in faults:
            print(f"# {fault}")
    else:
        draw(uses)
        for fault in faults:
            print(fault, file=sys.stderr)
    return 1 if faults else 0


sys.exit(main())
