"""Pictures for the demo, drawn here: flat scenes in the portal's colours, no font and no foreign picture."""

import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 1000)
SCALE = 2

RED, DEEP_RED, GOLD = "#9b1c1f", "#6f1216", "#d9a441"
INK, PAPER, STONE, CLAY = "#2b2422", "#fbf7f0", "#e6ddd0", "#c9b9a4"
GREEN, LEAF, BLUE, SKY = "#3f6b4b", "#7fa36b", "#34607f", "#cfe0ea"


def draw(scene: str) -> bytes:
    """Return a scene as JPEG; the same name gives the same bytes."""
    width, height = SIZE[0] // 1, SIZE[1] // 1
    canvas = Image.new("RGB", (width * SCALE, height * SCALE), PAPER)
    SCENES[scene](_Pen(canvas))
    buffer = BytesIO()
    canvas.resize(SIZE, Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=85, optimize=True)
    return buffer.getvalue()


def part_of(scene: bytes, left: int, top: int, right: int, bottom: int) -> bytes:
    """Return a part of a drawn scene as JPEG; its edges in hundredths of width and height."""
    with Image.open(BytesIO(scene)) as whole:
        across, down = whole.width / 100, whole.height / 100
        part = whole.crop((int(left * across), int(top * down), int(right * across), int(bottom * down)))
    buffer = BytesIO()
    part.save(buffer, "JPEG", quality=85, optimize=True)
    return buffer.getvalue()


class _Pen:
    """Draws on the canvas in hundredths of its width and height."""

    def __init__(self, canvas: Image.Image):
        self.canvas = canvas
        self.draw = ImageDraw.Draw(canvas)

    def at(self, points):
        return [(x / 100 * self.canvas.width, y / 100 * self.canvas.height) for x, y in points]

    def gradient(self, top: str, bottom: str, start: float = 0, end: float = 100) -> None:
        width, height = self.canvas.size
        first, last = int(start / 100 * height), int(end / 100 * height)
        strip = Image.linear_gradient("L").resize((width, max(1, last - first)))
        colours = Image.new("RGB", strip.size, bottom), Image.new("RGB", strip.size, top)
        self.canvas.paste(Image.composite(*colours, strip), (0, first))

    def polygon(self, colour: str, *points) -> None:
        self.draw.polygon(self.at(points), fill=colour)

    def box(self, colour: str, left, top, right, bottom, radius: float = 0) -> None:
        self.draw.rounded_rectangle(
            self.at([(left, top), (right, bottom)]), radius=radius / 100 * self.canvas.width, fill=colour
        )

    def disc(self, colour: str, x, y, radius) -> None:
        """Draw a round disc; the radius is in hundredths of the width."""
        (cx, cy), r = self.at([(x, y)])[0], radius / 100 * self.canvas.width
        self.draw.ellipse([cx - r, cy - r, cx + r, cy + r], fill=colour)

    def line(self, colour: str, width: float, *points) -> None:
        self.draw.line(
            self.at(points), fill=colour, width=int(width / 100 * self.canvas.width), joint="curve"
        )

    def star(self, colour: str, x, y, radius) -> None:
        (cx, cy), r = self.at([(x, y)])[0], radius / 100 * self.canvas.width
        points = []
        for step in range(10):
            reach = r if step % 2 == 0 else r * 0.382
            angle = math.radians(-90 + 36 * step)
            points.append((cx + reach * math.cos(angle), cy + reach * math.sin(angle)))
        self.draw.polygon(points, fill=colour)

    def glow(self, colour: str, x, y, radius) -> None:
        layer = Image.new("L", (400, 250), 0)
        cx, cy, r = x * 4, y * 2.5, radius * 4
        ImageDraw.Draw(layer).ellipse([cx - r, cy - r, cx + r, cy + r], fill=170)
        mask = layer.filter(ImageFilter.GaussianBlur(14)).resize(self.canvas.size, Image.Resampling.BICUBIC)
        self.canvas.paste(Image.new("RGB", self.canvas.size, colour), (0, 0), mask)


def _people(
    pen: _Pen, y: float, count: int, size: float, colour: str, left: float = 6, right: float = 94
) -> None:
    for number in range(count):
        x = left + (right - left) * (number + 0.5) / count
        pen.disc(colour, x, y, size)
        pen.box(colour, x - size * 1.7, y + size * 2.0, x + size * 1.7, 110, radius=size * 1.2)


def _meeting(pen: _Pen) -> None:
    pen.gradient("#f3e9db", "#e2d2bc")
    pen.box(RED, 30, 8, 70, 42)
    pen.star(GOLD, 50, 25, 6)
    pen.box(DEEP_RED, 26, 8, 30, 60)
    pen.box(DEEP_RED, 70, 8, 74, 60)
    pen.box("#8a6442", 28, 55, 72, 68, radius=0.6)
    pen.box("#a67c54", 26, 53, 74, 56.5, radius=0.6)
    for x in (36, 45, 55, 64):
        pen.disc(INK, x, 45, 1.7)
        pen.box(BLUE if x in (36, 64) else INK, x - 3, 48.5, x + 3, 54, radius=1)
    _people(pen, 72, 9, 1.9, "#57483f")
    _people(pen, 84, 7, 2.6, INK, 2, 98)


def _flag(pen: _Pen) -> None:
    pen.gradient("#b3262a", DEEP_RED)
    for number in range(7):
        top = number * 16 - 8
        wave = [(x, top + 5 * math.sin(x / 16 + number)) for x in range(0, 101, 2)]
        colour = "#a72226" if number % 2 else "#8d181b"
        pen.polygon(colour, *wave, *[(x, y + 9) for x, y in reversed(wave)])
    pen.glow(GOLD, 50, 50, 16)
    pen.star(GOLD, 50, 50, 15)


def _books(pen: _Pen) -> None:
    pen.gradient("#f6efe4", "#eadcc8")
    pen.box("#8a6442", 0, 82, 100, 100)
    colours = [RED, BLUE, GOLD, GREEN, INK, DEEP_RED, CLAY, BLUE, LEAF, RED, INK, GOLD]
    x = 12.0
    for number, colour in enumerate(colours):
        width, top = 4.5 + number * 7 % 4, 26 + number * 13 % 17
        pen.box(colour, x, top, x + width, 82, radius=0.3)
        pen.box(GOLD if colour != GOLD else DEEP_RED, x + 0.8, top + 6, x + width - 0.8, top + 8)
        x += width + 0.5
    pen.polygon("#ffffff", (60, 78), (79, 70), (98, 78), (98, 84), (79, 77), (60, 84))


def _scales(pen: _Pen) -> None:
    pen.gradient("#eef2f3", "#d4dde0")
    pen.glow("#ffffff", 50, 40, 26)
    pen.box(DEEP_RED, 34, 84, 66, 89, radius=1)
    pen.box(RED, 40, 79, 60, 84, radius=1)
    pen.box(GOLD, 49.1, 20, 50.9, 80)
    pen.star(RED, 50, 15, 4)
    pen.line(GOLD, 1.2, (22, 30), (78, 30))
    for x in (22, 78):
        pen.line(CLAY, 0.35, (x, 30), (x - 10, 56))
        pen.line(CLAY, 0.35, (x, 30), (x + 10, 56))
        pen.draw.chord(pen.at([(x - 12, 44), (x + 12, 68)]), 0, 180, fill=GOLD)


def _lotus(pen: _Pen) -> None:
    pen.gradient("#d9e8e2", "#8fb3a5")
    pen.gradient("#4f8576", "#2f5d52", 66)
    for x, y, r in ((18, 78, 10), (46, 84, 12), (80, 76, 11), (64, 92, 9)):
        pen.draw.ellipse(pen.at([(x - r, y - r * 0.5), (x + r, y + r * 0.5)]), fill=GREEN)
    for x, y, size in ((50, 52, 15), (22, 58, 8), (79, 56, 9)):
        pen.line(GREEN, 0.8, (x, y + size), (x + 1, 88))
        for colour, spread in (("#d98f9b", 1.15), ("#e8b4bb", 0.8), ("#f6dfe1", 0.42)):
            for side in (-1, 1):
                tip = (x + side * size * spread, y - size * (1.55 - spread))
                pen.polygon(
                    colour,
                    (x, y + size),
                    (x + side * size * spread * 0.95, y + size * 0.2),
                    tip,
                    (x + side * size * spread * 0.2, y - size * 0.2),
                )
        pen.polygon(
            "#f9ecec", (x, y + size), (x - size * 0.35, y), (x, y - size * 1.35), (x + size * 0.35, y)
        )


def _fields(pen: _Pen) -> None:
    pen.gradient("#f4d9a6", "#fbf0dc", 0, 55)
    pen.glow("#f0b95a", 68, 40, 12)
    pen.disc(GOLD, 68, 40, 6)
    pen.polygon(
        "#8aa3a0", (0, 50), (18, 36), (34, 47), (52, 33), (72, 48), (90, 38), (100, 46), (100, 60), (0, 60)
    )
    for number, colour in enumerate(("#a9b75a", "#93a84e", "#7c9a48", "#658a43", "#4f7a3d")):
        top = 54 + number * 9.5
        edge = [(x, top + 1.8 * math.sin(x / 11 + number * 1.7)) for x in range(0, 101, 2)]
        pen.polygon(colour, *edge, (100, 101), (0, 101))
    pen.line("#dce6df", 1.6, (30, 100), (42, 80), (47, 66), (55, 56))


def _bridge(pen: _Pen) -> None:
    pen.gradient("#bcd3e0", "#f3e6d4", 0, 66)
    pen.gradient("#5d8ca6", "#2f5b76", 64)
    pen.polygon(
        "#6f8f7d", (0, 64), (14, 55), (30, 61), (46, 57), (70, 62), (88, 55), (100, 60), (100, 66), (0, 66)
    )
    pen.box("#f7f2ea", 0, 52, 100, 55)
    for x in (28, 72):
        pen.polygon(RED, (x - 1.6, 80), (x - 0.7, 14), (x + 0.7, 14), (x + 1.6, 80))
        for reach in range(5, 27, 3):
            for side in (-1, 1):
                pen.line("#f7f2ea", 0.16, (x, 17 + reach * 0.4), (x + side * reach, 53))
    for number in range(9):
        y = 70 + number * 3.4
        pen.line("#7fa7bd", 0.3, (8 + number * 9 % 40, y), (24 + number * 9 % 40 + number, y))


def _office(pen: _Pen) -> None:
    pen.gradient(SKY, "#f7f1e6", 0, 84)
    pen.box("#9aa687", 0, 84, 100, 100)
    pen.box("#f4ead9", 18, 34, 82, 86)
    pen.polygon(DEEP_RED, (15, 34), (50, 16), (85, 34))
    pen.disc(GOLD, 50, 27, 2.6)
    pen.star(RED, 50, 27, 1.9)
    for floor in (40, 54, 68):
        for column in range(8):
            x = 21.5 + column * 7.4
            if floor == 68 and column in (3, 4):
                continue
            pen.box(BLUE, x, floor, x + 4.4, floor + 9, radius=0.2)
    pen.box("#7b5a3c", 44, 67, 56, 86)
    pen.box(RED, 85.6, 10, 86.2, 86)
    pen.box(RED, 86.2, 10, 95, 20)
    pen.star(GOLD, 90.6, 15, 2.0)
    for x in (8, 92):
        pen.box("#6b4d33", x - 0.6, 66, x + 0.6, 88)
        pen.disc(GREEN, x, 62, 5.2)


def _planting(pen: _Pen) -> None:
    pen.gradient("#d8e9ef", "#f5f1e2", 0, 70)
    pen.polygon("#8fae72", (0, 70), (30, 62), (60, 68), (100, 60), (100, 100), (0, 100))
    pen.polygon("#6f9357", (0, 82), (40, 74), (100, 80), (100, 100), (0, 100))
    for x, y, size in ((16, 72, 6), (38, 78, 9), (64, 74, 7), (86, 80, 10)):
        pen.line("#6b4d33", 0.7, (x, y), (x, y - size * 3.2))
        for step, side in ((1.2, -1), (1.9, 1), (2.6, -1), (3.2, 1)):
            top = y - size * step
            pen.polygon(
                GREEN,
                (x, top),
                (x + side * size * 0.9, top - size * 0.9),
                (x + side * size * 0.2, top - size),
            )
        pen.disc("#7a5a3a", x, y + 1, size * 0.16)
    pen.disc(GOLD, 84, 18, 4.5)


def _chart(pen: _Pen) -> None:
    pen.gradient("#ffffff", "#f1e9dd")
    for y in range(20, 81, 12):
        pen.line(STONE, 0.18, (12, y), (90, y))
    for number, (height, colour) in enumerate(
        ((22, CLAY), (30, CLAY), (27, BLUE), (39, BLUE), (46, RED), (57, RED))
    ):
        left = 17 + number * 12
        pen.box(colour, left, 80 - height, left + 7, 80, radius=0.4)
    pen.line(GOLD, 0.7, (20, 52), (32, 45), (44, 47), (56, 35), (68, 29), (80, 18))
    for x, y in ((20, 52), (32, 45), (44, 47), (56, 35), (68, 29), (80, 18)):
        pen.disc(GOLD, x, y, 1)
    pen.line(INK, 0.3, (12, 80), (90, 80))


def _papers(pen: _Pen) -> None:
    pen.gradient("#8f6a49", "#76543a")
    for x, y, lean in ((16, 14, 4), (42, 10, -3)):
        pen.polygon("#fffdf8", (x + lean, y), (x + 38 + lean, y + 2), (x + 38, y + 74), (x, y + 72))
        pen.box(RED, x + 6 + lean, y + 8, x + 30 + lean, y + 10.5)
        for line in range(9):
            pen.box(
                CLAY, x + 5 + lean * 0.6, y + 18 + line * 5.2, x + 33 - line * 3 % 7, y + 19.4 + line * 5.2
            )
    pen.disc(RED, 72, 70, 5.5)
    pen.disc("#fffdf8", 72, 70, 4.8)
    pen.star(RED, 72, 70, 3.4)
    pen.polygon(BLUE, (84, 24), (87, 22), (96, 74), (95, 78), (93, 76))


def _study(pen: _Pen) -> None:
    pen.gradient("#e9eef0", "#dfe3dc")
    pen.box("#ffffff", 10, 12, 48, 50, radius=0.5)
    for number in range(5):
        pen.box(BLUE if number % 2 else RED, 14, 18 + number * 6, 30 + number * 9 % 15, 20.4 + number * 6)
    pen.box("#a67c54", 4, 74, 96, 79, radius=0.4)
    pen.box("#8a6442", 10, 79, 13, 100)
    pen.box("#8a6442", 87, 79, 90, 100)
    for x, colour in ((30, BLUE), (50, INK), (70, GREEN)):
        pen.disc("#caa27d", x, 50, 3)
        pen.box(colour, x - 5, 56, x + 5, 74, radius=1.6)
        pen.polygon("#ffffff", (x - 6, 74), (x, 71), (x + 6, 74), (x, 76))
    pen.box(GOLD, 80, 38, 81, 74)
    pen.polygon(GOLD, (74, 38), (87, 38), (84, 28), (77, 28))


SCENES: dict[str, Callable[[_Pen], None]] = {
    "meeting": _meeting,
    "flag": _flag,
    "books": _books,
    "scales": _scales,
    "lotus": _lotus,
    "fields": _fields,
    "bridge": _bridge,
    "office": _office,
    "planting": _planting,
    "chart": _chart,
    "papers": _papers,
    "study": _study,
}
