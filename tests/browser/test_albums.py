"""Albums as readers and editors meet them: grid, viewer by keys and by touch, plain pages, the editors' screen."""

import re
import urllib.request
from zipfile import ZipFile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OURS, violations
from tests.browser.test_announcements import SHIFT, WIDTHS

pytestmark = pytest.mark.browser

ALBUM = "/thu-vien-anh/hoi-nghi-tong-ket/"
MANY = 200
# Pictures with the grain of photos; those beyond the first screens are small, to be made quickly.
MAKE_LARGE = f"""
from io import BytesIO
from PIL import Image, ImageFilter
from django.core.files.images import ImageFile
from wagtail.models import Collection
from news import photos
from news.models import AlbumIndexPage, AlbumPage, Photo
from portal.base.models import PortalImage

def photo(number):
    across = ((1200, 800), (800, 1200), (1200, 900), (1200, 675))[number % 4]
    if number > 40:
        across = (across[0] // 4, across[1] // 4)
    grain = Image.effect_noise(across, 70).filter(ImageFilter.GaussianBlur(1.6))
    light = Image.linear_gradient("L").resize(across)
    picture = Image.merge("RGB", (light, grain, Image.eval(grain, lambda value: 255 - value)))
    data = BytesIO()
    picture.save(data, "JPEG", quality=85)
    return data.getvalue()

section = AlbumIndexPage.objects.get(slug="thu-vien-anh")
album = section.add_child(instance=AlbumPage(title="Đại hội lớn", slug="dai-hoi-lon"))
album.save_revision().publish()
root = Collection.get_first_root_node()
for number in range({MANY}):
    file = ImageFile(BytesIO(photo(number)), name=f"lon-{{number}}.jpg")
    image = PortalImage.objects.create(title=f"Ảnh {{number + 1}}", collection=root, file=file)
    Photo.objects.create(album=album, image=image, caption=f"Lời {{number + 1}}", sort_order=number)
photos.refresh(album)
"""
LARGE = "/thu-vien-anh/dai-hoi-lon/"


@pytest.fixture(scope="session")
def large(served) -> str:
    """An album of 200 photos whose pictures have been made, as the worker makes them after an upload."""
    served.manage("shell", "-v0", "-c", MAKE_LARGE)
    urllib.request.urlopen(served.address + LARGE, timeout=120).read()
    return LARGE


def count_of(page):
    return page.locator("[data-viewer-status]")


def test_the_first_screen_of_a_large_album_is_light_and_still(visit, large):
    visitor = visit(viewport={"width": 1280, "height": 800})
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    kinds, sizes = {}, {}
    session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    visitor.page.goto(large, wait_until="networkidle")
    pictures = [size for key, size in sizes.items() if kinds.get(key) == "Image"]
    assert len(pictures) >= 8
    assert sum(sizes.values()) <= 400_000, sorted(pictures)
    assert visitor.page.evaluate(SHIFT) == 0
    visitor.page.mouse.wheel(0, 20_000)
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.evaluate(SHIFT) == 0
    assert violations(visitor.page) == []
    assert visitor.complaints == []


def test_the_grid_keeps_the_proportions_of_every_photo(visit, large):
    for width in WIDTHS:
        visitor = visit(viewport={"width": width, "height": 900})
        visitor.open(large)
        boxes = visitor.page.evaluate(
            """() => [...document.querySelectorAll(".photos img")].map((image) => {
                const box = image.getBoundingClientRect();
                return [box.width / box.height, image.getAttribute("width") / image.getAttribute("height"),
                        box.left, box.right];
            })"""
        )
        assert len(boxes) == 18
        for shown, natural, left, right in boxes:
            assert abs(shown / natural - 1) < 0.06
            assert left >= 0 and right <= width
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width


def test_all_photos_are_reached_in_the_viewer_by_keys(visit, large):
    visitor = visit(viewport={"width": 1280, "height": 800})
    visitor.open(large)
    page = visitor.page
    page.locator("[data-photo-link]").first.focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog", name="Ảnh của Đại hội lớn")
    expect(viewer).to_be_visible()
    for number in range(1, MANY + 1):
        expect(count_of(page)).to_have_text(f"Ảnh {number} trên {MANY}")
        expect(viewer).to_contain_text(f"Lời {number}")
        page.keyboard.press("ArrowRight")
    expect(viewer.get_by_role("button", name="Ảnh sau")).to_be_disabled()
    assert visitor.complaints == []


def test_the_viewer_by_keys(visit):
    visitor = visit(viewport={"width": 1280, "height": 800})
    visitor.open(ALBUM)
    page = visitor.page
    page.locator("[data-photo-link]").nth(1).focus()
    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog")
    expect(count_of(page)).to_have_text("Ảnh 2 trên 6")
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    expect(viewer.locator("[data-viewer-stage] img")).to_have_attribute("alt", re.compile("."))
    assert violations(page) == []
    # The focus stays inside while the viewer is open.
    for _step in range(8):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
        assert inside
    page.keyboard.press("ArrowRight")
    expect(count_of(page)).to_have_text("Ảnh 3 trên 6")
    # Each photo has an address; whoever copies it leads others there.
    assert re.search(r"/anh/\d+/$", page.url)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    expect(viewer.get_by_role("button", name="Ảnh trước")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    page.wait_for_url(f"**{ALBUM}")
    assert page.evaluate("document.activeElement === document.querySelectorAll('[data-photo-link]')[0]")
    assert visitor.complaints == []


def test_the_viewer_by_touch_and_the_back_key(visit):
    visitor = visit(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    visitor.open(ALBUM)
    page = visitor.page
    page.locator("[data-photo-link]").first.tap()
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    session = visitor.context.new_cdp_session(page)

    def swipe(start: int, end: int, down: int = 0) -> None:
        points = [(start + (end - start) * step / 4, 300 + down * step / 4) for step in range(5)]
        session.send(
            "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": points[0][0], "y": 300}]}
        )
        for x, y in points[1:]:
            session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(300, 60)
    expect(count_of(page)).to_have_text("Ảnh 2 trên 6")
    swipe(60, 300)
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    # Neither a short nor a slanting stroke turns the page.
    swipe(200, 170)
    swipe(200, 120, down=200)
    page.wait_for_timeout(300)
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    for button in page.locator("dialog button:visible, dialog a:visible").all():
        box = button.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44, button.inner_text()
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith(ALBUM)
    page.go_forward()
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    page.get_by_role("button", name="Đóng").tap()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert visitor.complaints == []


def test_a_slideshow_begins_when_asked_for_and_never_by_itself(visit):
    visitor = visit(viewport={"width": 1280, "height": 800})
    page = visitor.page
    page.clock.install()
    visitor.open(ALBUM)
    page.locator("[data-photo-link]").first.click()
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    page.clock.run_for(60_000)
    expect(count_of(page)).to_have_text("Ảnh 1 trên 6")
    play = page.get_by_role("button", name="Trình chiếu")
    play.click()
    expect(play).to_have_attribute("aria-pressed", "true")
    page.clock.run_for(6_100)
    expect(count_of(page)).to_have_text("Ảnh 2 trên 6")
    page.keyboard.press("ArrowRight")
    expect(count_of(page)).to_have_text("Ảnh 3 trên 6")
    expect(play).to_have_attribute("aria-pressed", "false")
    page.clock.run_for(60_000)
    expect(count_of(page)).to_have_text("Ảnh 3 trên 6")


def test_who_asks_for_less_motion_has_no_slideshow(visit):
    visitor = visit(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    visitor.open(ALBUM)
    visitor.page.locator("[data-photo-link]").first.click()
    expect(count_of(visitor.page)).to_have_text("Ảnh 1 trên 6")
    expect(visitor.page.get_by_role("button", name="Trình chiếu")).to_have_count(0)


def test_without_scripts_each_photo_is_a_page(visit):
    visitor = visit(java_script_enabled=False)
    visitor.open(ALBUM)
    page = visitor.page
    page.locator("[data-photo-link]").first.click()
    for number in range(1, 7):
        expect(page.get_by_role("heading", level=1)).to_have_text(f"Ảnh {number} trên 6")
        expect(page.locator("figure img")).to_be_visible()
        if number < 6:
            page.get_by_role("link", name="Ảnh sau").click()
    expect(page.get_by_role("link", name="Ảnh sau")).to_have_count(0)
    page.locator("summary", has_text="Yêu cầu gỡ ảnh").click()
    expect(page.get_by_role("link", name="Viết thư điện tử")).to_be_visible()
    page.locator(".photo__album").click()
    page.wait_for_url(f"**{ALBUM}")


def test_members_take_the_masters_along(signed_in):
    member = signed_in("dangvien")
    member.open(ALBUM)
    with member.page.expect_download() as download:
        member.page.get_by_role("link", name="Tải tất cả (ZIP)").click()
    assert download.value.suggested_filename.endswith(".zip")
    assert len(ZipFile(download.value.path()).namelist()) == 6


def test_members_have_albums_of_their_own(visit, signed_in):
    public = visit()
    assert "dang-nhap" in public.open("/noi-bo/anh/sinh-hoat-chuyen-de/").url
    member = signed_in("dangvien")
    assert member.open("/noi-bo/anh/sinh-hoat-chuyen-de/").status == 200
    thumb = member.page.locator(".photos img").first.evaluate("image => image.currentSrc")
    assert member.context.request.get(thumb).status == 200
    assert public.context.request.get(thumb).status == 404


def arranging(served, slug: str) -> str:
    code = f"from news.models import AlbumPage as A; print(A.objects.get(slug={slug!r}).pk)"
    return f"/admin/album/{served.manage('shell', '-v0', '-c', code).strip()}/anh/"


def captions(page) -> list[str]:
    return page.locator(".arranged__field--caption textarea").evaluate_all(
        "all => all.map((each) => each.value)"
    )


def test_an_editor_puts_photos_in_order_by_keys_and_by_dragging(signed_in, served):
    editor = signed_in("bientap")
    page = editor.page
    address = arranging(served, "ra-quan-trong-cay")
    editor.open(address)
    before = captions(page)
    later = page.locator(".arranged").first.get_by_role("button", name="Chuyển ra sau")
    later.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    # The button keeps the focus, so that a photo is moved on by the same key.
    expect(page.locator("[data-photos-status]")).to_have_text(
        "Ảnh đang ở vị trí số 3; hãy lưu để giữ thứ tự."
    )
    moved = [before[1], before[2], before[0], *before[3:]]
    assert captions(page) == moved
    numbers = page.locator(".arranged__field--position input[type=number]").evaluate_all(
        "all => all.map((each) => each.value)"
    )
    assert numbers == ["1", "2", "3", "4", "5"]
    page.get_by_role("button", name="Lưu ảnh").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu ảnh.")
    assert captions(page) == moved
    # Both ends of the way in sight: a page that scrolls lets go of what is dragged.
    page.set_viewport_size({"width": 1280, "height": 1800})
    page.locator("[data-handle]").nth(4).drag_to(page.locator("[data-handle]").nth(0))
    dragged = [moved[4], *moved[:4]]
    assert captions(page) == dragged
    page.get_by_role("button", name="Lưu ảnh").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu ảnh.")
    assert captions(page) == dragged
    # The order is the readers' at once.
    editor.open("/thu-vien-anh/ra-quan-trong-cay/")
    page.locator("[data-photo-link]").first.click()
    expect(page.get_by_role("dialog")).to_contain_text(dragged[0])
    assert [each for each in editor.complaints if "another host" in each] == []


def test_an_editor_hides_a_photo_and_shows_it_again(signed_in, served, visit):
    editor, reader = signed_in("bientap"), visit()
    page = editor.page
    address = arranging(served, "ra-quan-trong-cay")
    editor.open(address)
    assert violations(page, context=OURS) == []
    caption = captions(page)[1]
    page.locator(".arranged").nth(1).get_by_role("link", name="Ẩn…").click()
    page.get_by_role("button", name="Ẩn ảnh").click()
    expect(page.locator("body")).to_contain_text("Lý do")
    page.locator("textarea[name=reason]").fill("Người trong ảnh đề nghị")
    page.get_by_role("button", name="Ẩn ảnh").click()
    expect(page.locator(".messages")).to_contain_text("Ảnh đã được ẩn khỏi mọi người đọc.")
    expect(page.locator(".arranged").nth(1)).to_contain_text("Người trong ảnh đề nghị")
    reader.open("/thu-vien-anh/ra-quan-trong-cay/")
    expect(reader.page.locator("[data-photo-link]")).to_have_count(4)
    assert caption not in reader.page.content()
    page.locator(".arranged").nth(1).get_by_role("link", name="Cho hiện lại…").click()
    page.get_by_role("button", name="Cho hiện lại ảnh").click()
    reader.open("/thu-vien-anh/ra-quan-trong-cay/?x=1")
    expect(reader.page.locator("[data-photo-link]")).to_have_count(5)


def test_without_scripts_photos_are_put_in_order_by_numbers(signed_in, served):
    editor = signed_in("bientap", java_script_enabled=False)
    editor.open(arranging(served, "hoi-nghi-tong-ket"))
    page = editor.page
    before = captions_without_scripts(page)
    page.locator(".arranged__field--position input[type=number]").nth(5).fill("1")
    page.get_by_role("button", name="Lưu ảnh").click()
    after = captions_without_scripts(page)
    assert after == [before[5], *before[:5]]
    page.locator(".arranged__field--position input[type=number]").nth(0).fill("6")
    page.get_by_role("button", name="Lưu ảnh").click()
    assert captions_without_scripts(page) == before


def captions_without_scripts(page) -> list[str]:
    return [each.input_value() for each in page.locator(".arranged__field--caption textarea").all()]


@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_for_the_papers(visit, signed_in, served, width):
    visitor = visit(viewport={"width": width, "height": 900})
    for name, path in (("albums", "/thu-vien-anh/"), ("album", ALBUM)):
        assert visitor.open(path).status == 200
        visitor.keep_picture(name)
    visitor.page.locator("[data-photo-link]").nth(2).click()
    expect(count_of(visitor.page)).to_have_text("Ảnh 3 trên 6")
    visitor.page.wait_for_load_state("networkidle")
    visitor.keep_picture("viewer")
    editor = signed_in("bientap", viewport={"width": width, "height": 900})
    editor.open(arranging(served, "hoi-nghi-tong-ket"))
    editor.keep_picture("album-photos")
