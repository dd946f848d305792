"""Pages that tests draw: Vietnamese text as a scanner would deliver it, and PDFs made of such pages."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

FONT_FOLDER = Path("/usr/share/fonts/truetype/noto")
SERIF, SANS, SERIF_BOLD = "NotoSerif-Regular.ttf", "NotoSans-Regular.ttf", "NotoSerif-Bold.ttf"
# A4 in inches, with margins as decree 30/2020 has them.
WIDTH, HEIGHT = 8.27, 11.69
LEFT, RIGHT, TOP = 1.18, 0.6, 0.8

TEXT = """\
Chi bộ Phòng 7 tổ chức sinh hoạt chuyên đề quý III về học tập và làm theo tư tưởng, đạo đức, phong cách
Hồ Chí Minh gắn với việc nâng cao chất lượng thực hành quyền công tố và kiểm sát hoạt động tư pháp.

Tham dự buổi sinh hoạt có đồng chí Nguyễn Thị Thuỳ Dương, Phó Bí thư Đảng uỷ, cùng toàn thể đảng viên
trong chi bộ. Đồng chí Bí thư chi bộ khai mạc, nêu rõ mục đích, yêu cầu và những nội dung cần tập trung
thảo luận.

Báo cáo trung tâm nhấn mạnh: mỗi cán bộ, kiểm sát viên phải “công minh, chính trực, khách quan, thận
trọng, khiêm tốn”; phải giữ nghiêm kỷ luật, kỷ cương; kiên quyết không để xảy ra oan, sai, không bỏ lọt
tội phạm và người phạm tội.

Trong 9 tháng đầu năm, đơn vị đã thụ lý 126 vụ với 214 bị can, giải quyết 118 vụ (đạt 93,7 %), ban hành
15 kiến nghị phòng ngừa; tỷ lệ giải quyết đơn đúng hạn đạt 100 %. Chất lượng tranh tụng tại phiên toà
được nâng lên rõ rệt.

Các ý kiến phát biểu đều thẳng thắn, xây dựng, chỉ ra những hạn chế: việc cập nhật hồ sơ có lúc còn chậm;
một số đảng viên chưa chủ động nghiên cứu văn bản mới; công tác tuyên truyền, phổ biến pháp luật ở cơ sở
chưa thường xuyên.

Kết luận buổi sinh hoạt, chi bộ thống nhất giao từng đảng viên đăng ký ít nhất một việc làm theo cụ thể,
thiết thực, có thời hạn và kết quả đo đếm được; chi uỷ theo dõi, đánh giá vào kỳ sinh hoạt cuối năm."""


def draw_page(
    text: str = TEXT,
    *,
    dpi: int = 300,
    points: float = 13,
    font: str = SERIF,
    skew: float = 0.0,
    noise: float = 0.0,
    paper: int = 244,
    justify: bool = True,
) -> Image.Image:
    """Return an A4 page in grey with the text in paragraphs; skew in degrees, noise in grey levels."""
    page = Image.new("L", (round(WIDTH * dpi), round(HEIGHT * dpi)), 255)
    draw = ImageDraw.Draw(page)
    face = ImageFont.truetype(str(FONT_FOLDER / font), round(points * dpi / 72))
    line_height, y = round(points * 1.45 * dpi / 72), round(TOP * dpi)
    room = round((WIDTH - LEFT - RIGHT) * dpi)
    for paragraph in text.split("\n\n"):
        lines = _wrapped(" ".join(paragraph.split()), face, room)
        for number, line in enumerate(lines):
            _draw_line(
                draw,
                line,
                face,
                (round(LEFT * dpi), y),
                room if justify and number + 1 < len(lines) else None,
            )
            y += line_height
        y += line_height // 4
    return scanned(page, skew=skew, noise=noise, paper=paper)


def scanned(page: Image.Image, *, skew: float = 0.0, noise: float = 0.0, paper: int = 244) -> Image.Image:
    """Return a drawn page as a scanner sees it: askew, on greyish paper, with grain."""
    if skew:
        page = page.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.point(lambda level: 25 + level * (paper - 25) // 255)
    if noise:
        grain = Image.effect_noise(page.size, noise)
        page = ImageChops.add(page, grain, scale=1, offset=-128)
    return page


def save_as_pdf(pages: list[Image.Image], path: Path, *, dpi: int = 300, quality: int = 80) -> Path:
    """Write the pages as a PDF of JPEG pictures, as scanners do."""
    packed = []
    for page in pages:
        stream = BytesIO()
        page.save(stream, "JPEG", quality=quality)
        packed.append(Image.open(stream))
    packed[0].save(path, "PDF", resolution=dpi, save_all=True, append_images=packed[1:])
    return path


def _wrapped(paragraph: str, face, room: int) -> list[str]:
    lines, line = [], ""
    for word in paragraph.split(" "):
        longer = f"{line} {word}".strip()
        if line and face.getlength(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


def _draw_line(draw, line: str, face, place: tuple[int, int], room: int | None) -> None:
    words = line.split(" ")
    if room is None or len(words) < 2:
        draw.text(place, line, font=face, fill=0)
        return
    gap = (room - sum(face.getlength(word) for word in words)) / (len(words) - 1)
    x, y = place
    for word in words:
        draw.text((round(x), y), word, font=face, fill=0)
        x += face.getlength(word) + gap


def draw_first_page(
    mark: str,
    text: str,
    *,
    dpi: int = 200,
    boxed: bool = True,
    skew: float = 0.0,
    noise: float = 0.0,
    place: tuple[float, float] = (1.9, 1.75),
) -> Image.Image:
    """Return a page as secretaries scan it: two columns of heading, a stamped mark (dark grey, as red scans), text.

    `text` is what a page of tests.documents.inspection.first_pages says; its place is given in inches.
    """
    page = Image.new("L", (round(WIDTH * dpi), round(HEIGHT * dpi)), 255)
    draw = ImageDraw.Draw(page)
    heading, _gap, rest = text.partition("\n\n")
    bold, plain = (
        ImageFont.truetype(str(FONT_FOLDER / name), round(13 * dpi / 72)) for name in (SERIF_BOLD, SERIF)
    )
    lines = [line for line in heading.split("\n") if line.strip()]
    is_right = [line.startswith(("CỘNG HÒA", "Độc lập", "ĐẢNG CỘNG SẢN", "____________")) for line in lines]
    rows = {False: 0, True: 0}
    for line, right in zip(lines, is_right, strict=True):
        centre = 5.6 if right else 2.4
        face = _fitting(bold if line.isupper() else plain, line, 3.6 if right else 2.7, dpi)
        draw.text((centre * dpi, (0.8 + 0.27 * rows[right]) * dpi), line, font=face, fill=0, anchor="ma")
        rows[right] += 1
    if mark:
        face = ImageFont.truetype(str(FONT_FOLDER / SERIF_BOLD), round(14 * dpi / 72))
        # Below the symbol, where no line of the heading stands.
        x, y = place[0] * dpi, max(place[1], 0.95 + 0.27 * rows[False]) * dpi
        box = draw.textbbox((x, y), mark, font=face)
        draw.text((x, y), mark, font=face, fill=70)
        if boxed:
            gap = 0.07 * dpi
            frame = (box[0] - gap, box[1] - gap, box[2] + gap, box[3] + gap)
            draw.rectangle(frame, outline=70, width=max(2, dpi // 100))
    y = 3.1 * dpi
    for line in rest.split("\n"):
        draw.text((LEFT * dpi, y), line, font=_fitting(plain, line, 6.4, dpi), fill=0)
        y += 0.27 * dpi
    return scanned(page, skew=skew, noise=noise)


def _fitting(face, line: str, inches: float, dpi: int):
    """Return the face, smaller where a line would not fit its column."""
    length = face.getlength(line)
    return face if length <= inches * dpi else face.font_variant(size=int(face.size * inches * dpi / length))
