"""Directives of the demo: real ones of the Party and the State by their facts, and the cell's own, which are made up."""

from dataclasses import dataclass, field
from datetime import date

from documents.models import (
    DirectiveFile,
    DirectivePage,
    DirectiveRelation,
    DirectiveType,
    IssuingBody,
    SubjectField,
)

Kind = DirectiveRelation.Kind
SUBJECTS = {
    "Xây dựng Đảng": ("Học tập và làm theo Bác", "Tổ chức và cán bộ", "Văn bản của Đảng"),
    "Tư pháp": ("Tổ chức Viện kiểm sát", "Tố tụng dân sự"),
    "Hành chính": ("Văn thư, lưu trữ", "Bí mật nhà nước", "Dữ liệu và công nghệ"),
}


@dataclass(frozen=True)
class Entry:
    """A directive as it stands in the register; `acts` says what it does to others: kind and symbol."""

    symbol: str
    doc_type: str
    issuer: str
    issued_on: date
    lead: str
    subject: str
    effective_on: date | None = None
    names: tuple[str, ...] = ()
    acts: tuple[tuple[str, str], ...] = ()
    text: tuple[str, ...] = ()
    fields: dict = field(default_factory=dict)


PUBLIC = (
    Entry(
        "05-CT/TW",
        "Chỉ thị",
        "Bộ Chính trị",
        date(2016, 5, 15),
        "Về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh",
        "Học tập và làm theo Bác",
        effective_on=date(2016, 5, 15),
    ),
    Entry(
        "01-KL/TW",
        "Kết luận",
        "Bộ Chính trị",
        date(2021, 5, 18),
        "Về tiếp tục thực hiện Chỉ thị số 05-CT/TW về đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách "
        "Hồ Chí Minh",
        "Học tập và làm theo Bác",
        acts=((Kind.IMPLEMENTS, "05-CT/TW"),),
        fields={"term": "XIII"},
    ),
    Entry(
        "144-QĐ/TW",
        "Quy định",
        "Bộ Chính trị",
        date(2024, 5, 9),
        "Về chuẩn mực đạo đức cách mạng của cán bộ, đảng viên trong giai đoạn mới",
        "Học tập và làm theo Bác",
        effective_on=date(2024, 5, 9),
        acts=((Kind.BASED_ON, "01-KL/TW"),),
        fields={"term": "XIII"},
    ),
    Entry(
        "21-KL/TW",
        "Kết luận",
        "Ban Chấp hành Trung ương",
        date(2021, 10, 25),
        "Về đẩy mạnh xây dựng, chỉnh đốn Đảng và hệ thống chính trị",
        "Tổ chức và cán bộ",
        acts=((Kind.IMPLEMENTS, "04-NQ/TW"),),
        fields={"term": "XIII"},
    ),
    Entry(
        "04-NQ/TW",
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        date(2016, 10, 30),
        "Về tăng cường xây dựng, chỉnh đốn Đảng",
        "Tổ chức và cán bộ",
        names=("Nghị quyết Trung ương 4 khóa XII",),
        fields={"term": "XII"},
    ),
    Entry(
        "12-NQ/TW",
        "Nghị quyết",
        "Ban Chấp hành Trung ương",
        date(2012, 1, 16),
        "Một số vấn đề cấp bách về xây dựng Đảng hiện nay",
        "Tổ chức và cán bộ",
        names=("Nghị quyết Trung ương 4 khóa XI",),
        fields={"term": "XI"},
    ),
    Entry(
        "66-QĐ/TW",
        "Quy định",
        "Ban Bí thư",
        date(2017, 2, 6),
        "Về thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng",
        "Văn bản của Đảng",
        effective_on=date(2017, 2, 6),
    ),
    Entry(
        "36-HD/VPTW",
        "Hướng dẫn",
        "Văn phòng Trung ương Đảng",
        date(2018, 4, 3),
        "Về thể thức và kỹ thuật trình bày văn bản của Đảng",
        "Văn bản của Đảng",
        acts=((Kind.GUIDES, "66-QĐ/TW"),),
    ),
    Entry(
        "399-QĐ/TW",
        "Quy định",
        "Ban Bí thư",
        date(2026, 1, 9),
        "Về thể loại, thẩm quyền ban hành và thể thức văn bản của Đảng",
        "Văn bản của Đảng",
        effective_on=date(2026, 1, 9),
        acts=((Kind.REPLACES, "66-QĐ/TW"),),
    ),
    Entry(
        "91/KH-VKSTC",
        "Kế hoạch",
        "Viện kiểm sát nhân dân tối cao",
        date(2024, 4, 18),
        "Về nâng cao chất lượng công tác kiểm sát việc giải quyết các vụ án hành chính, vụ việc dân sự năm 2024 và "
        "các năm tiếp theo",
        "Tố tụng dân sự",
    ),
    Entry(
        "01/CT-VKSTC",
        "Chỉ thị",
        "Viện kiểm sát nhân dân tối cao",
        date(2024, 12, 12),
        "Về công tác của ngành Kiểm sát nhân dân năm 2025",
        "Tổ chức Viện kiểm sát",
        effective_on=date(2024, 12, 12),
        fields={"expires_on": date(2026, 1, 1), "signer_office": "Viện trưởng"},
    ),
    Entry(
        "16-HD/BTCTU",
        "Hướng dẫn",
        "Ban Tổ chức Tỉnh ủy Long An",
        date(2024, 9, 13),
        "Về việc thực hiện mô hình “chi bộ bốn tốt”, “đảng bộ cơ sở bốn tốt”",
        "Tổ chức và cán bộ",
    ),
    Entry(
        "63/2014/QH13",
        "Luật",
        "Quốc hội",
        date(2014, 11, 24),
        "Luật Tổ chức Viện kiểm sát nhân dân",
        "Tổ chức Viện kiểm sát",
        effective_on=date(2015, 6, 1),
        names=("Luật Tổ chức Viện kiểm sát nhân dân",),
    ),
    Entry(
        "82/2025/QH15",
        "Luật",
        "Quốc hội",
        date(2025, 6, 24),
        "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Viện kiểm sát nhân dân",
        "Tổ chức Viện kiểm sát",
        effective_on=date(2025, 7, 1),
        acts=((Kind.AMENDS, "63/2014/QH13"),),
    ),
    Entry(
        "92/2015/QH13",
        "Bộ luật",
        "Quốc hội",
        date(2015, 11, 25),
        "Bộ luật Tố tụng dân sự",
        "Tố tụng dân sự",
        effective_on=date(2016, 7, 1),
        names=("Bộ luật Tố tụng dân sự",),
    ),
    Entry(
        "30/2020/NĐ-CP",
        "Nghị định",
        "Chính phủ",
        date(2020, 3, 5),
        "Về công tác văn thư",
        "Văn thư, lưu trữ",
        effective_on=date(2020, 3, 5),
        acts=((Kind.REPLACES, "110/2004/NĐ-CP"),),
        text=(
            "Nghị định này thay thế Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ về công tác văn thư.",
            "Văn bản của Đảng không theo nghị định này mà theo Quy định số 66-QĐ/TW ngày 06/02/2017 của Ban Bí thư, "
            "nay là Quy định số 399-QĐ/TW ngày 09/01/2026.",
        ),
    ),
    Entry(
        "110/2004/NĐ-CP",
        "Nghị định",
        "Chính phủ",
        date(2004, 4, 8),
        "Về công tác văn thư",
        "Văn thư, lưu trữ",
    ),
    Entry(
        "42/2022/NĐ-CP",
        "Nghị định",
        "Chính phủ",
        date(2022, 6, 24),
        "Quy định về việc cung cấp thông tin và dịch vụ công trực tuyến của cơ quan nhà nước trên môi trường mạng",
        "Dữ liệu và công nghệ",
        effective_on=date(2022, 8, 15),
        acts=((Kind.REPLACES, "43/2011/NĐ-CP"),),
    ),
    Entry(
        "29/2018/QH14",
        "Luật",
        "Quốc hội",
        date(2018, 11, 15),
        "Luật Bảo vệ bí mật nhà nước",
        "Bí mật nhà nước",
        effective_on=date(2020, 7, 1),
    ),
    Entry(
        "117/2025/QH15",
        "Luật",
        "Quốc hội",
        date(2025, 12, 10),
        "Luật Bảo vệ bí mật nhà nước",
        "Bí mật nhà nước",
        effective_on=date(2026, 3, 1),
        names=("Luật Bảo vệ bí mật nhà nước",),
        acts=((Kind.REPLACES, "29/2018/QH14"),),
    ),
    Entry(
        "91/2025/QH15",
        "Luật",
        "Quốc hội",
        date(2025, 6, 26),
        "Luật Bảo vệ dữ liệu cá nhân",
        "Dữ liệu và công nghệ",
        effective_on=date(2026, 1, 1),
        names=("Luật Bảo vệ dữ liệu cá nhân",),
    ),
    Entry(
        "07-KH/CB",
        "Kế hoạch",
        "Chi bộ",
        date(2026, 11, 20),
        "Thực hiện mô hình “Đoàn kết, trách nhiệm” năm 2027",
        "Học tập và làm theo Bác",
        effective_on=date(2026, 12, 15),
        acts=((Kind.IMPLEMENTS, "144-QĐ/TW"), (Kind.IMPLEMENTS, "91/KH-VKSTC")),
        text=(
            "Thực hiện Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị và Kế hoạch số 91/KH-VKSTC ngày "
            "18/4/2024, chi bộ tổ chức mô hình “Đoàn kết, trách nhiệm” trong năm 2027.",
            "Mỗi đảng viên đăng ký ít nhất một việc làm theo, có thời hạn và kết quả đo được; chi ủy kiểm tra mỗi quý.",
        ),
        fields={"signer": "Nguyễn Văn Mẫu", "signer_office": "Bí thư chi bộ"},
    ),
)
MEMBERS = (
    Entry(
        "05-NQ/CB",
        "Nghị quyết",
        "Chi bộ",
        date(2026, 1, 10),
        "Về nhiệm vụ công tác năm 2026 của chi bộ",
        "Tổ chức và cán bộ",
        effective_on=date(2026, 1, 10),
        text=("Chi bộ quyết nghị các chỉ tiêu công tác năm 2026 và phân công từng đảng viên phụ trách.",),
        fields={"circulation": "internal", "signer": "Nguyễn Văn Mẫu", "signer_office": "Bí thư chi bộ"},
    ),
    Entry(
        "03-KH/CB",
        "Kế hoạch",
        "Chi bộ",
        date(2026, 2, 6),
        "Về kiểm tra, giám sát trong chi bộ năm 2026",
        "Tổ chức và cán bộ",
        effective_on=date(2026, 2, 6),
        acts=((Kind.IMPLEMENTS, "05-NQ/CB"),),
        fields={"circulation": "internal"},
    ),
)


def make_subjects() -> dict[str, SubjectField]:
    """Enter the subjects; return the narrower ones by name."""
    made = {}
    for broad, narrow in SUBJECTS.items():
        parent = SubjectField.objects.create(name=broad)
        made |= {name: SubjectField.objects.create(name=name, parent=parent) for name in narrow}
    return made


def add_directives(library, entries, subjects, files=None) -> None:
    """Enter and publish directives and what they do to others; `files` are documents by symbol."""
    made: dict[str, DirectivePage] = {}
    for entry in entries:
        page = DirectivePage(
            symbol=entry.symbol,
            doc_type=DirectiveType.objects.get(name=entry.doc_type),
            issuing_body=IssuingBody.objects.get(name=entry.issuer),
            issued_on=entry.issued_on,
            effective_on=entry.effective_on,
            lead=entry.lead,
            body=[("paragraph", f"<p>{paragraph}</p>") for paragraph in entry.text],
            **entry.fields,
        )
        page.subjects = [subjects[entry.subject]]
        if document := (files or {}).get(entry.symbol):
            page.files = [DirectiveFile(document=document)]
        library.add_child(instance=page)
        for name in entry.names:
            page.other_names.create(name=name)
        page.save_revision().publish()
        made[entry.symbol] = page
    for entry in entries:
        for kind, symbol in entry.acts:
            other = made.get(symbol) or DirectivePage.objects.filter(symbol=symbol).first()
            DirectiveRelation.objects.create(
                source=made[entry.symbol],
                kind=kind,
                target=other,
                target_symbol="" if other else symbol,
            )
