"""The indicators that measure the targets, as their publishers have run them."""

from typing import Final

from vn_ict_directive.directive_01._organizations import ITU, MIC, PRESS, UN_DESA, UPU
from vn_ict_directive.model import Break, Indicator, Suspension
from vn_ict_directive.text import Text
from vn_ict_directive.units import Unit

_COUNTRIES: Final = Text("nước", "countries")

UPU_RANK: Final = Indicator(
    id="2ipd-rank",
    name=Text(
        "Thứ hạng theo Chỉ số tích hợp phát triển bưu chính (2IPD)",
        "Rank in the Integrated Index for Postal Development (2IPD)",
    ),
    publisher=UPU,
    unit=Unit.RANK,
    counted=_COUNTRIES,
    scale=(1, None),
    frequency=Text("hằng năm, khoảng ngày 09/10", "yearly, about 9 October"),
    interval_months=12,
    editions=(2016, 2018, 2019, 2020, 2021),
    suspensions=(
        Suspension(
            start="2022-01-01",
            reason=Text(
                "Từ năm 2022 công bố mức phát triển 1-10 thay cho thứ hạng.",
                "From 2022 levels 1 to 10 are published instead of ranks.",
            ),
        ),
    ),
    url="https://www.upu.int/",
    notes=(
        Text(
            "Báo chí thường in nhầm 2IPD thành 2IDP.",
            "The press often prints 2IDP for 2IPD.",
        ),
    ),
)

IDI_RANK: Final = Indicator(
    id="idi-rank",
    name=Text(
        "Thứ hạng theo Chỉ số phát triển ICT (IDI)", "Rank in the ICT Development Index (IDI)"
    ),
    publisher=ITU,
    unit=Unit.RANK,
    counted=_COUNTRIES,
    scale=(1, None),
    frequency=Text("hằng năm, trừ 2018 đến 2022", "yearly, but for 2018 to 2022"),
    interval_months=12,
    editions=(*range(2009, 2018), 2023, 2024, 2025),
    suspensions=(
        Suspension(
            start="2018-01-01",
            end="2022-12-31",
            reason=Text(
                "ITU không công bố xếp hạng từ 2018 đến 2022.",
                "ITU published no edition from 2018 to 2022.",
            ),
        ),
        Suspension(
            start="2023-01-01",
            reason=Text(
                "Từ 2023 chỉ số dùng phương pháp mới và không còn xếp hạng.",
                "From 2023 the index has another method and no ranks.",
            ),
        ),
    ),
    breaks=(
        Break(
            at="2023-01-01",
            reason=Text(
                "Từ kỳ công bố 2023 chỉ số dùng phương pháp mới, không so sánh được với các"
                " năm trước.",
                "From the edition of 2023 the index has another method and does not compare.",
            ),
        ),
    ),
    url="https://www.itu.int/",
    notes=(
        Text(
            "Mỗi kỳ công bố tính lại các năm trước.",
            "Every edition restates earlier years.",
        ),
    ),
)

EGDI_RANK: Final = Indicator(
    id="egdi-rank",
    name=Text(
        "Thứ hạng theo Chỉ số phát triển chính phủ điện tử (EGDI)",
        "Rank in the E-Government Development Index (EGDI)",
    ),
    publisher=UN_DESA,
    unit=Unit.RANK,
    counted=_COUNTRIES,
    scale=(1, 193),
    frequency=Text("hai năm một lần, tháng 7 đến tháng 9", "every two years, July to September"),
    interval_months=24,
    editions=(2003, 2004, 2005, 2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024),
    url="https://publicadministration.un.org/egovkb",
)

GCI_RANK: Final = Indicator(
    id="gci-rank",
    name=Text(
        "Thứ hạng theo Chỉ số an toàn, an ninh mạng toàn cầu (GCI)",
        "Rank in the Global Cybersecurity Index (GCI)",
    ),
    publisher=ITU,
    unit=Unit.RANK,
    counted=_COUNTRIES,
    scale=(1, None),
    frequency=Text("không đều", "irregular"),
    editions=(2014, 2017, 2018, 2020, 2024),
    suspensions=(
        Suspension(
            start="2024-01-01",
            reason=Text(
                "Từ kỳ công bố 2024 công bố nhóm (cấp độ) thay cho thứ hạng.",
                "From the edition of 2024 tiers are published instead of ranks.",
            ),
        ),
    ),
    url="https://www.itu.int/en/ITU-D/Cybersecurity/Pages/global-cybersecurity-index.aspx",
    notes=(
        Text(
            "ITU in hạng liên tục (đồng hạng không bỏ số): “25 trên 182” không có nghĩa là 182"
            " nước.",
            "ITU prints dense ranks: “25 of 182” does not mean 182 countries.",
        ),
        Text(
            "GCI cũng là tên tắt của một chỉ số của WEF và một chỉ số của Huawei.",
            "GCI also abbreviates an index of the WEF and one of Huawei.",
        ),
    ),
)

GCI_RANK_BY_COUNT: Final = Indicator(
    id="gci-rank-by-count",
    name=Text(
        "Thứ hạng theo GCI, đếm số nước có điểm cao hơn",
        "Rank in the GCI, by counting the countries with a higher score",
    ),
    publisher=ITU,
    unit=Unit.RANK,
    counted=_COUNTRIES,
    scale=(1, None),
    frequency=Text("không đều", "irregular"),
    editions=(2014, 2017, 2018, 2020, 2024),
    url="https://www.itu.int/en/ITU-D/Cybersecurity/Pages/global-cybersecurity-index.aspx",
)

ENTERPRISES_PER_1000: Final = Indicator(
    id="digital-technology-enterprises-per-1000-people",
    name=Text(
        "Số doanh nghiệp công nghệ số trên 1.000 dân",
        "Digital technology enterprises per 1,000 people",
    ),
    publisher=MIC,
    unit=Unit.PER_1000_PEOPLE,
    counted=Text("doanh nghiệp", "enterprises"),
    scale=(0, None),
    frequency=Text("không đều", "irregular"),
    notes=(
        Text(
            "Số liệu có lúc đếm doanh nghiệp “đăng ký”, có lúc đếm “đang hoạt động” (chênh"
            " lệch khoảng 40%); không được nối thành một chuỗi.",
            "Counts mix “registered” and “operating” (about 40% apart); they must not be"
            " chained into one series.",
        ),
    ),
)

FIVE_G_LAUNCH: Final = Indicator(
    id="5g-commercial-launch",
    name=Text("Khai trương thương mại mạng 5G", "Commercial launch of a 5G network"),
    publisher=PRESS,
    unit=Unit.EVENT,
)

FIVE_G_TRIAL: Final = Indicator(
    id="5g-commercial-trial",
    name=Text("Thử nghiệm thương mại có thu phí mạng 5G", "Paid commercial trial of a 5G network"),
    publisher=PRESS,
    unit=Unit.EVENT,
)

TWO_G_PLAN: Final = Indicator(
    id="2g-phase-out-plan",
    name=Text(
        "Phương án loại bỏ công nghệ di động 2G được trình", "A plan to phase out 2G submitted"
    ),
    publisher=PRESS,
    unit=Unit.EVENT,
)
