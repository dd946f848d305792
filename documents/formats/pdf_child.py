"""The process that reads one PDF with PDFium. Started by pdf_process as a script, never imported.

PDFium is C++ and not safe for threads; a damaged file may crash it, or make it eat memory or time. Here it can take
nobody down with it: the process has bounded memory, writes no file, and is ended by the time limit of who asked.

Requests are lines of JSON on standard input; each is answered by one line of JSON and the bytes that it announces.
"""

import ctypes
import json
import resource
import sys

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_PASSWORD, _LINK, _POPUP = 4, 2, 16
# Below this many letters the pictures of a page matter: it may be a scan with little typed on it.
_FEW_LETTERS = 400
_LARGEST_OBJECTS = 50_000


def confine(memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


class Reader:
    def __init__(self, path: str):
        self._document = pdfium.PdfDocument(path)
        if self._document.get_formtype() != pdfium_c.FORMTYPE_NONE:
            self._document.init_forms()

    def open(self, _request) -> tuple[dict, bytes]:
        return {"pages": len(self._document)}, b""

    def text(self, request) -> tuple[dict, bytes]:
        """The text layer with what is drawn as annotations; for short ones and page 1 what pictures there are."""
        page = self._page(request)
        text = page.get_textpage().get_text_bounded()
        answer: dict = {"is_blank": False}
        if request["page"] == 0 or sum(map(str.isalnum, text)) < _FEW_LETTERS:
            answer |= self._pictures(page)
        return answer, text.encode("utf-8", "replace")

    def glyphs(self, request) -> tuple[dict, bytes]:
        """Every letter with its place: [character, generated, x, y, right, size, angle, font]."""
        page = self._page(request)
        layer = page.get_textpage()
        fonts: dict[str, int] = {}
        x, y = ctypes.c_double(), ctypes.c_double()
        box = pdfium_c.FS_RECTF()
        name = ctypes.create_string_buffer(256)
        flags = ctypes.c_int()
        glyphs = []
        for index in range(layer.count_chars()):
            pdfium_c.FPDFText_GetCharOrigin(layer, index, x, y)
            pdfium_c.FPDFText_GetLooseCharBox(layer, index, box)
            length = pdfium_c.FPDFText_GetFontInfo(layer, index, name, 256, flags)
            font = name.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
            glyphs.append(
                [
                    pdfium_c.FPDFText_GetUnicode(layer, index),
                    pdfium_c.FPDFText_IsGenerated(layer, index),
                    round(x.value, 2),
                    round(y.value, 2),
                    round(box.right, 2),
                    round(abs(box.top - box.bottom), 2),
                    round(pdfium_c.FPDFText_GetCharAngle(layer, index), 2),
                    fonts.setdefault(font, len(fonts)),
                ]
            )
        return {"fonts": list(fonts)}, json.dumps(glyphs).encode()

    def picture(self, request) -> tuple[dict, bytes]:
        """The page in grey, eight bits a pixel, as it is shown: turned upright, with annotations and stamps."""
        page = self._page(request)
        width, height = page.get_size()
        scale = request["dpi"] / 72
        if width * height * scale * scale > request["pixels"]:
            scale = (request["pixels"] / (width * height)) ** 0.5
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=True)
        view = memoryview(bitmap.buffer).cast("B")
        rows = (
            view[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height)
        )
        return {"width": bitmap.width, "height": bitmap.height, "dpi": round(scale * 72)}, b"".join(rows)

    def plain_copy(self, request) -> tuple[dict, bytes]:
        """The whole file written anew without encryption; refused beyond the asked size."""
        copy = _BoundedWriter(request["bytes"])
        self._document.save(copy, flags=pdfium_c.FPDF_REMOVE_SECURITY)
        return {}, b"".join(copy.parts)

    def _page(self, request) -> pdfium.PdfPage:
        page = self._document[request["page"]]
        if any(_is_drawn(page, index) for index in range(pdfium_c.FPDFPage_GetAnnotCount(page))):
            # Stamps and typed-over words become part of the page, and so of its text.
            pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
            page = self._document[request["page"]]
        return page

    @staticmethod
    def _pictures(page) -> dict:
        width, height = page.get_size()
        covered, dpi, count = 0.0, 0.0, 0
        for item in page.get_objects(max_depth=3):
            count += 1
            if count > _LARGEST_OBJECTS:
                break
            if item.type != pdfium_c.FPDF_PAGEOBJ_IMAGE:
                continue
            left, bottom, right, top = item.get_bounds()
            covered += max(0.0, min(right, width) - max(left, 0)) * max(
                0.0, min(top, height) - max(bottom, 0)
            )
            if right > left:
                pixels = max(item.get_px_size())
                dpi = max(dpi, pixels / max(right - left, top - bottom) * 72)
        return {"is_blank": count == 0, "covered": covered / (width * height or 1), "dpi": round(dpi)}


class _BoundedWriter:
    def __init__(self, limit: int):
        self.parts: list[bytes] = []
        self._left = limit

    def write(self, part) -> int:
        self._left -= len(part)
        if self._left < 0:
            raise MemoryError
        self.parts.append(bytes(part))
        return len(part)


def _is_drawn(page, index: int) -> bool:
    """Return whether an annotation shows something of its own; links do not."""
    annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
    if not annotation:
        return False
    kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
    pdfium_c.FPDFPage_CloseAnnot(annotation)
    return kind not in (_LINK, _POPUP)


def serve(path: str) -> None:
    reader, failure = None, ""
    answer: dict
    try:
        reader = Reader(path)
    except pdfium.PdfiumError as error:
        failure = "encrypted" if error.err_code == _PASSWORD else "broken"
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            if reader is None:
                answer, content = {"failed": failure}, b""
            else:
                answer, content = getattr(reader, request["verb"])(request)
        except MemoryError:
            answer, content = {"failed": "expands_too_much"}, b""
        except Exception:
            answer, content = {"failed": "broken"}, b""
        answer["bytes"] = len(content)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + content)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    confine(int(sys.argv[2]))
    serve(sys.argv[1])
