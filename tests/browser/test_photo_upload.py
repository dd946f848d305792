"""Photos on their way into an album: dropped, picked on a phone, sent again after a failure, and without scripts."""

import base64
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.base.picture_files import camera_file
from tests.browser.conftest import OURS, keep_pictures, violations

pytestmark = pytest.mark.browser

MAKE_ALBUM = """
from news.models import AlbumIndexPage, AlbumPage
section = AlbumIndexPage.objects.get(slug="thu-vien-anh")
album = section.add_child(instance=AlbumPage(title="Lễ kỷ niệm ngày thành lập", slug="le-ky-niem-{name}"))
album.save_revision().publish()
print("ALBUM", album.pk)
"""


@pytest.fixture
def album(served) -> str:
    """A new album; its number."""
    told = served.manage("shell", "-v0", "-c", MAKE_ALBUM.format(name=uuid4().hex[:6]))
    return told.rpartition("ALBUM ")[2].strip()


def upload_address(album: str) -> str:
    return f"/admin/album/{album}/anh/tai-len/"


@pytest.fixture(scope="session")
def six(tmp_path_factory) -> list[Path]:
    """Four photos, one that is cut off, and one that is the first once more."""
    folder = tmp_path_factory.mktemp("anh")
    files = []
    for number in range(1, 5):
        grain = Image.effect_noise((800, 600), 50)
        light = Image.linear_gradient("L").resize((800, 600))
        picture = Image.merge(
            "RGB", (light, grain, Image.eval(light, lambda value, n=number: (value * n) % 256))
        )
        path = folder / f"IMG_{number}.jpg"
        path.write_bytes(camera_file("JPEG", picture, taken=f"2025:03:02 0{9 - number}:00:00"))
        files.append(path)
    (folder / "Ảnh hỏng.jpg").write_bytes(files[0].read_bytes()[:5000])
    (folder / "Ảnh trùng.jpg").write_bytes(files[0].read_bytes())
    return [*files, folder / "Ảnh hỏng.jpg", folder / "Ảnh trùng.jpg"]


DROP = """(files) => {
    const all = new DataTransfer();
    for (const { name, data } of files) {
        const bytes = Uint8Array.from(atob(data), (byte) => byte.charCodeAt(0));
        all.items.add(new File([bytes], name, { type: "image/jpeg" }));
    }
    return all;
}"""


def drop(page, files: list[Path]) -> None:
    sent = [{"name": path.name, "data": base64.b64encode(path.read_bytes()).decode()} for path in files]
    dropped = page.evaluate_handle(DROP, sent)
    page.locator("[data-zone]").dispatch_event("drop", {"dataTransfer": dropped})


def test_six_photos_are_dropped_and_each_gets_its_answer(signed_in, album, six):
    editor = signed_in("bientap")
    page = editor.page
    editor.open(upload_address(album))
    page.get_by_label("Nguồn ảnh").fill("Ban biên tập cổng")
    page.get_by_label("Nơi chụp").fill("Hội trường tầng 2")
    drop(page, six)
    expect(page.locator("[data-count]")).to_have_text("6/6 ảnh")
    expect(page.locator("[data-status]")).to_have_text(
        "Đã xong. Đã thêm: 4; đã có trong album: 1; không nhận: 1; chưa gửi được: 0."
    )
    rows = page.locator(".upload-row")
    expect(rows).to_have_count(6)
    expect(rows.filter(has_text="IMG_2.jpg")).to_contain_text("Đã thêm.")
    expect(rows.filter(has_text="Ảnh hỏng.jpg")).to_contain_text("Ảnh bị hỏng hoặc chưa trọn vẹn")
    expect(rows.filter(has_text="Ảnh trùng.jpg")).to_contain_text("Album đã có ảnh này")
    expect(page.locator(".upload-row--refused")).to_have_count(1)
    expect(page.locator("[data-again]")).to_be_hidden()
    assert violations(page, context=OURS) == []
    keep_pictures(editor, "photo-upload")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Sắp xếp ảnh").click()
    # By the time they were taken, whatever came first.
    captions = page.locator("[data-photo] img")
    expect(captions).to_have_count(4)
    assert [image.get_attribute("alt") for image in captions.all()] == ["Hội trường tầng 2"] * 4
    assert editor.complaints == []


def test_what_did_not_get_through_is_sent_again(signed_in, album, six):
    editor = signed_in("bientap")
    page = editor.page
    editor.open(upload_address(album))
    failures = iter([True, False, True])

    def stumble(route):
        if route.request.method == "POST" and next(failures, False):
            route.abort()
        else:
            route.continue_()

    page.route("**/tai-len/", stumble)
    page.locator("input[type=file]").set_input_files(six[:4])
    again = page.get_by_role("button", name="Gửi lại ảnh chưa gửi được (2)")
    expect(again).to_be_visible()
    expect(page.locator(".upload-row--refused")).to_have_count(2)
    expect(page.locator("[data-status]")).to_contain_text("Đã thêm: 2")
    again.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_contain_text("Đã thêm: 4")
    expect(page.locator("[data-rows]")).to_be_focused()
    expect(again).to_be_hidden()
    expect(page.locator(".upload-row--refused")).to_have_count(0)


def test_photos_come_from_the_camera_roll_of_a_phone(signed_in, album, six):
    editor = signed_in("bientap", viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True)
    page = editor.page
    editor.open(upload_address(album))
    field = page.locator("input[type=file]")
    assert field.get_attribute("accept").startswith("image/*")
    assert field.get_attribute("multiple") is not None
    field.set_input_files(six[:2])
    expect(page.locator("[data-count]")).to_have_text("2/2 ảnh")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in page.locator(".upload-actions :visible").all():
        assert button.bounding_box()["height"] >= 44


def test_without_scripts_all_come_in_one_form(signed_in, album, six):
    signed_in("bientap").context.close()
    editor = signed_in("bientap", java_script_enabled=False)
    page = editor.page
    editor.open(upload_address(album))
    page.locator("input[type=file]").set_input_files(six)
    page.locator("button[data-plain]").click()
    rows = page.locator(".upload-rows .upload-row")
    expect(rows).to_have_count(6)
    expect(page.locator(".help-info").first).to_contain_text("Đã thêm 4 trong 6 ảnh.")
    expect(rows.nth(4)).to_contain_text("Ảnh bị hỏng")
    expect(rows.nth(5)).to_contain_text("IMG_1")
    editor.open(f"/admin/album/{album}/anh/")
    expect(page.locator("[data-photo]")).to_have_count(4)
