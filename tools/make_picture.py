#!/usr/bin/env python3
"""Draw what a command prints on a terminal as an SVG, for the documents.

    tools/make_picture.py OUT.svg [--columns 100] [--lines FIRST..LAST] -- COMMAND [ARGUMENT...]
    tools/make_picture.py docs/demo.svg --columns 88 --lines '^2[.]..^4[.]' -- build/release/cli/cordon demo

Runs the command on a pseudo-terminal of its own, so that it prints as it would for a person, colours
included, and draws every byte of it: nothing is typed by hand. FIRST and LAST are regular
expressions; drawn are the lines from the first that matches up to the one before LAST. The picture
brings its own background and reads the same on a light and on a dark page.
"""
import argparse
import fcntl
import os
import pty
import re
import struct
import sys
import termios
from html import escape

# Colours with a contrast of at least 4.5:1 on the background (WCAG 2.2 AA).
BACK, FRAME, BAR, FRONT, DIM = "#161b22", "#484f58", "#21262d", "#e6edf3", "#9da7b3"
COLOURS = {31: "#ff8e86", 32: "#63d072", 33: "#e5b94f", 34: "#79c0ff", 35: "#d2a8ff", 36: "#6fd6e0"}
CHAR, LINE, EDGE, TITLE = 8.4, 20, 20, 34  # widths and heights in pixels; the font has 14


def printed(command, columns):
    """What the command prints on a terminal that many columns wide."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8")
        os.environ.pop("NO_COLOR", None)
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
        os.execvp(command[0], command)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
    out = b""
    while True:
        try:
            piece = os.read(fd, 65536)
        except OSError:
            break
        if not piece:
            break
        out += piece
    os.waitpid(pid, 0)
    return out.decode("utf-8").replace("\r\n", "\n")


class Style:
    """The colours in force, by the escape sequences seen so far."""

    def __init__(self):
        self.reset()

    def reset(self):
        self.front, self.bold, self.dim, self.swap, self.back = None, False, False, False, None

    def take(self, codes):
        for code in (int(c or 0) for c in codes.split(";")):
            if code == 0:
                self.reset()
            elif code == 1:
                self.bold = True
            elif code == 2:
                self.dim = True
            elif code == 7:
                self.swap = True
            elif code == 39:
                self.front = None
            elif code in COLOURS or code - 60 in COLOURS:
                self.front = COLOURS[code if code in COLOURS else code - 60]
            elif code - 10 in COLOURS:
                self.back = COLOURS[code - 10]

    def look(self):
        front = self.front or (DIM if self.dim else FRONT)
        return (BACK, front) if self.swap else (BACK if self.back else front, self.back)


def runs(text):
    """Lines as lists of (column, text, front, back, bold)."""
    style, lines, column = Style(), [[]], 0
    for piece in re.split(r"(\x1b\[[0-9;]*m|\n)", text):
        code = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if code:
            style.take(code.group(1))
        elif piece == "\n":
            lines.append([])
            column = 0
        elif piece:
            front, back = style.look()
            lines[-1].append((column, piece, front, back, style.bold))
            column += len(piece)
    return lines


def plain(line):
    return "".join(run[1] for run in line)


def chosen(lines, first, last):
    begin = next((i for i, l in enumerate(lines) if re.search(first, plain(l))), 0) if first else 0
    end = next((i for i, l in enumerate(lines) if i > begin and re.search(last, plain(l))),
               len(lines)) if last else len(lines)
    lines = lines[begin:end]
    while lines and not plain(lines[-1]).strip():
        lines.pop()
    return lines


def draw(lines, columns, title):
    width = columns * CHAR + 2 * EDGE
    height = TITLE + EDGE + len(lines) * LINE + EDGE
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img">',
        f"<title>{escape(title)}</title>",
        "<style>text{font:14px ui-monospace,'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,"
        "monospace;white-space:pre}.b{font-weight:700}</style>",
        f'<rect x=".5" y=".5" width="{width - 1:g}" height="{height - 1:g}" rx="9" fill="{BACK}" '
        f'stroke="{FRAME}"/>',
        f'<path d="M1 {TITLE}V10A9 9 0 0 1 10 1H{width - 10:g}A9 9 0 0 1 {width - 1:g} 10V{TITLE}Z" '
        f'fill="{BAR}"/>',
        f'<text x="{EDGE}" y="22" fill="{DIM}">$ {escape(title)}</text>',
    ]
    for i, line in enumerate(lines):
        y = TITLE + EDGE + i * LINE
        for column, text, front, back, bold in line:
            if back:
                out.append(f'<rect x="{EDGE + column * CHAR:g}" y="{y - 2:g}" '
                           f'width="{len(text) * CHAR:g}" height="{LINE:g}" fill="{back}"/>')
            for word in re.finditer(r"\S+(?: \S+)*", text): # wide gaps are places, not text
                out.append('<text x="{:g}" y="{:g}" textLength="{:g}" fill="{}"{}>{}</text>'.format(
                    EDGE + (column + word.start()) * CHAR, y + 13, len(word.group()) * CHAR, front,
                    ' class="b"' if bold else "", escape(word.group())))
    out.append("</svg>")
    return "\n".join(out) + "\n"


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("out")
    p.add_argument("--columns", type=int, default=100)
    p.add_argument("--lines", default="..", help="FIRST..LAST, regular expressions")
    p.add_argument("--title", help="what stands above it (default: the command)")
    p.add_argument("command", nargs="+")
    args = p.parse_args()
    first, _, last = args.lines.partition("..")
    lines = chosen(runs(printed(args.command, args.columns)), first, last)
    if not lines:
        sys.exit("make_picture: nothing to draw")
    title = args.title or " ".join([os.path.basename(args.command[0])] + args.command[1:])
    widest = max(len(plain(l)) for l in lines)
    with open(args.out, "w", encoding="utf-8") as f:
        f.write(draw(lines, max(widest, 60), title))


main()
