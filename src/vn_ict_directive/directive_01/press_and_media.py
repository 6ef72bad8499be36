"""Lĩnh vực báo chí, truyền thông: press and media."""

from typing import Final

from vn_ict_directive.directive_01._quoting import at, task
from vn_ict_directive.model import Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="press-and-media",
    kind=SectionKind.SECTOR,
    name=Text("Báo chí, truyền thông", "Press and media"),
    heading=at(2541, "Lĩnh vực báo chí, truyền thông:"),
    span=at(
        2541,
        "Lĩnh vực báo chí, truyền thông: Báo chí phải thể hiện trung thực dòng chảy chính của xã "
        "hội Việt Nam, tạo đồng thuận và niềm tin xã hội. Báo chí đóng góp vai trò quan trọng "
        "trong đấu tranh bảo vệ nền tảng tư tưởng của Đảng; tập trung tuyên truyền đại hội đảng bộ "
        "các cấp nhiệm kỳ 2020-2025, tiến tới Đại hội đại biểu toàn quốc lần thứ XIII của Đảng, "
        "nhiệm kỳ 2021 - 2026, với phương châm “Lấy tích cực đẩy lùi tiêu cực”.",
    ),
    tasks=(
        task(
            "press-and-media.main-current",
            at(2573, "Báo chí phải thể hiện trung thực dòng chảy chính của xã hội Việt Nam"),
            "The press must truthfully reflect the main current of Vietnamese society",
            responsible=("bao-chi",),
            said={"responsible": "Báo chí"},
        ),
        task(
            "press-and-media.consensus",
            at(2643, "tạo đồng thuận và niềm tin xã hội."),
            "create social consensus and trust.",
            responsible=("bao-chi",),
            said={"responsible": at(2573, "Báo chí")},
        ),
        task(
            "press-and-media.ideological-foundation",
            at(
                2678,
                "Báo chí đóng góp vai trò quan trọng trong đấu tranh bảo vệ nền tảng tư tưởng của "
                "Đảng;",
            ),
            "The press contributes an important part to the struggle to protect the ideological"
            " foundation of the Party;",
            responsible=("bao-chi",),
            said={"responsible": "Báo chí"},
        ),
        task(
            "press-and-media.congresses",
            at(
                2765,
                "tập trung tuyên truyền đại hội đảng bộ các cấp nhiệm kỳ 2020-2025, tiến tới Đại "
                "hội đại biểu toàn quốc lần thứ XIII của Đảng, nhiệm kỳ 2021 - 2026, với phương "
                "châm “Lấy tích cực đẩy lùi tiêu cực”.",
            ),
            "concentrate on publicizing the congresses of Party organizations at all levels"
            " (2020-2025 term), in the run-up to the 13th National Party Congress (2021-2026"
            " term), under the motto “Use the positive to push back the negative”.",
            responsible=("bao-chi",),
            said={"responsible": at(2678, "Báo chí")},
        ),
    ),
)
