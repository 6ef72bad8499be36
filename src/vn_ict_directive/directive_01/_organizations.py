"""The bodies that the article and its indicators name."""

from typing import Final

from vn_ict_directive.model import Organization, Succession
from vn_ict_directive.text import Text

_MERGED: Final = Text(
    "Theo báo chí: Bộ được hợp nhất với Bộ Khoa học và Công nghệ từ ngày 01/03/2025.",
    "Press accounts: merged with the Ministry of Science and Technology from 1 March 2025.",
)

MIC: Final = Organization(
    id="btttt",
    name=Text("Bộ Thông tin và Truyền thông", "Ministry of Information and Communications"),
    abbreviation=Text("BTTTT", "MIC"),
    successions=(
        *(
            Succession(
                field=sector,
                since="2025-03-01",
                successor="bkhcn",
                corroborated_by=("vnanet-418997",),
                note=_MERGED,
            )
            for sector in ("postal", "telecommunications", "it-application", "ict-industry")
        ),
        Succession(
            field="cybersecurity",
            since="2025-03-01",
            successor="bca",
            corroborated_by=("laodong-1469854", "extendmax-mps"),
            note=Text(
                "Nghị định 02/2025/NĐ-CP ngày 18/02/2025, có hiệu lực từ 01/03/2025: quản lý nhà"
                " nước về an toàn thông tin mạng chuyển về Bộ Công an; bàn giao ngày 28/02/2025.",
                "Decree 02/2025/NĐ-CP of 18 February 2025, in force from 1 March 2025: state"
                " management of network information security went to the Ministry of Public"
                " Security; handed over on 28 February 2025.",
            ),
        ),
        Succession(
            field="press-and-media",
            since="2025-03-01",
            successor="bvhttdl",
            corroborated_by=("sggp-116024",),
            note=Text(
                "Theo báo chí: báo chí và xuất bản chuyển về Bộ Văn hóa, Thể thao và Du lịch (Nghị"
                " định 43/2025/NĐ-CP ngày 28/02/2025).",
                "Press accounts: press and publishing went to the Ministry of Culture, Sports and"
                " Tourism (Decree 43/2025/NĐ-CP of 28 February 2025).",
            ),
        ),
    ),
)

UPU: Final = Organization(
    id="upu",
    name=Text("Liên minh Bưu chính Thế giới", "Universal Postal Union"),
    abbreviation=Text("UPU", "UPU"),
)

ITU: Final = Organization(
    id="itu",
    name=Text("Liên minh Viễn thông Quốc tế", "International Telecommunication Union"),
    abbreviation=Text("ITU", "ITU"),
)

UN_DESA: Final = Organization(
    id="un-desa",
    name=Text(
        "Vụ các vấn đề Kinh tế và Xã hội của Liên hợp quốc",
        "United Nations Department of Economic and Social Affairs",
    ),
    abbreviation=Text("UN DESA", "UN DESA"),
)

PRESS: Final = Organization(id="press", name=Text("Báo chí đưa tin", "Press reports of the event"))

ORGANIZATIONS: Final = (
    MIC,
    Organization(
        id="bkhcn",
        name=Text("Bộ Khoa học và Công nghệ", "Ministry of Science and Technology"),
        abbreviation=Text("BKHCN", "MOST"),
    ),
    Organization(
        id="bca",
        name=Text("Bộ Công an", "Ministry of Public Security"),
        abbreviation=Text("BCA", "MPS"),
    ),
    Organization(
        id="bvhttdl",
        name=Text("Bộ Văn hóa, Thể thao và Du lịch", "Ministry of Culture, Sports and Tourism"),
        abbreviation=Text("BVHTTDL", "MCST"),
    ),
    UPU,
    ITU,
    UN_DESA,
    PRESS,
    Organization(
        id="nganh-tttt",
        name=Text(
            "Toàn ngành Thông tin và Truyền thông",
            "The whole information and communications sector",
        ),
    ),
    Organization(
        id="don-vi-thuoc-bo",
        name=Text("Các cơ quan, đơn vị thuộc Bộ", "Agencies and units of the ministry"),
    ),
    Organization(
        id="so-tttt",
        name=Text(
            "Sở Thông tin và Truyền thông",
            "Provincial Department of Information and Communications",
        ),
        abbreviation=Text("Sở TT&TT", "DIC"),
    ),
    Organization(
        id="bao-chi",
        name=Text("Báo chí", "The press"),
    ),
    Organization(
        id="bao-chi-dia-phuong",
        name=Text(
            "Các cơ quan báo chí, truyền thông và hệ thống thông tin cơ sở tại địa phương",
            "Local press and media agencies and the grassroots information system",
        ),
    ),
    Organization(
        id="chinh-quyen-dia-phuong",
        name=Text("Chính quyền địa phương", "Local authorities"),
    ),
    Organization(
        id="bo-nganh-dia-phuong",
        name=Text("Các bộ, ngành, địa phương", "Ministries, sectors and localities"),
    ),
    Organization(
        id="doan-the-hiep-hoi",
        name=Text(
            "Tổ chức đoàn thể, hội, hiệp hội", "Mass organizations, societies and associations"
        ),
    ),
    Organization(
        id="doanh-nghiep",
        name=Text("Doanh nghiệp", "Enterprises"),
    ),
    Organization(
        id="doanh-nghiep-viet-nam",
        name=Text("Doanh nghiệp Việt Nam", "Vietnamese enterprises"),
    ),
    Organization(id="to-chuc", name=Text("Các tổ chức", "Organizations")),
    Organization(
        id="co-quan-to-chuc",
        name=Text("Các cơ quan, tổ chức", "Agencies and organizations"),
    ),
    Organization(
        id="chuyen-gia",
        name=Text("Chuyên gia tư vấn thẩm định", "Experts who advise and appraise"),
    ),
)
