"""Lĩnh vực công nghiệp ICT: the ICT industry."""

from typing import Final

from vn_ict_directive.criteria import AtLeast
from vn_ict_directive.directive_01._indicators import ENTERPRISES_PER_1000
from vn_ict_directive.directive_01._quoting import END_OF_2030, at, target, task
from vn_ict_directive.model import Alternative, Inference, Section, SectionKind
from vn_ict_directive.text import Text

SECTION: Final = Section(
    id="ict-industry",
    kind=SectionKind.SECTOR,
    name=Text("Công nghiệp ICT", "ICT industry"),
    heading=at(2187, "Lĩnh vực công nghiệp ICT:"),
    span=at(
        2187,
        "Lĩnh vực công nghiệp ICT: Định hướng thúc đẩy phát triển 4 loại hình doanh nghiệp công "
        "nghệ số. Mục tiêu đến năm 2030 Việt Nam có tỷ lệ 1 doanh nghiệp công nghệ số/1.000 người "
        "dân, tương đương với các nước công nghiệp phát triển. "
        '"Make in Viet Nam" là một định hướng lớn, chuyển dịch từ gia công, lắp ráp sang làm chủ '
        "và sáng tạo công nghệ.",
    ),
    tasks=(
        task(
            "ict-industry.four-kinds-of-enterprise",
            at(2213, "Định hướng thúc đẩy phát triển 4 loại hình doanh nghiệp công nghệ số."),
            "Orientation: promote the development of four types of digital technology enterprises.",
            notes=(
                Text(
                    "Không có số liệu công bố nào cho biết việc thúc đẩy đã hoàn thành hay chưa.",
                    "No published figure says whether the promotion has been done.",
                ),
                Text(
                    "Bài viết không liệt kê bốn loại hình. Chỉ thị số 01/CT-TTg ngày"
                    " 14/01/2020 của Thủ tướng có một danh sách: tập đoàn lớn chuyển sang công"
                    " nghệ số và nghiên cứu công nghệ lõi; doanh nghiệp CNTT đã có tên tuổi"
                    " làm chủ và sản xuất; doanh nghiệp khởi nghiệp ứng dụng công nghệ số;"
                    " doanh nghiệp khởi nghiệp sáng tạo công nghệ số. Mối liên hệ là suy luận;"
                    " còn có một danh sách khác.",
                    "The text does not list the four. The Prime Minister's Directive No."
                    " 01/CT-TTg of 14 January 2020 has a list: large corporations moving into"
                    " digital technology and core research; established IT firms that master"
                    " and produce; start-ups applying digital technology; innovative digital"
                    " start-ups. The link is inferred; another list circulates.",
                ),
            ),
        ),
        task(
            "ict-industry.make-in-viet-nam",
            at(
                2417,
                '"Make in Viet Nam" là một định hướng lớn, chuyển dịch từ gia công, lắp ráp sang '
                "làm chủ và sáng tạo công nghệ.",
            ),
            '"Make in Viet Nam" is a major orientation, a shift from outsourced processing and'
            " assembly to mastering and creating technology.",
            notes=(
                Text(
                    "“Make in Viet Nam” là cách viết có chủ ý, không phải “Made in”.",
                    "“Make in Viet Nam” is written so on purpose, not “Made in”.",
                ),
            ),
        ),
    ),
    targets=(
        target(
            "ict-industry.enterprises-per-1000-people",
            at(
                2283,
                "Mục tiêu đến năm 2030 Việt Nam có tỷ lệ 1 doanh nghiệp công nghệ số/1.000 người "
                "dân, tương đương với các nước công nghiệp phát triển.",
            ),
            "The goal is that by 2030 Viet Nam has a ratio of 1 digital technology enterprise per"
            " 1,000 people, on a par with the developed industrial countries.",
            indicator=ENTERPRISES_PER_1000,
            criterion=AtLeast(value=1),
            due=END_OF_2030,
            said={
                "indicator": "doanh nghiệp công nghệ số/1.000 người dân",
                "criterion": "có tỷ lệ 1 doanh nghiệp công nghệ số/1.000 người dân",
                "due": "đến năm 2030",
            },
            inferences=(
                Inference(
                    field="indicator",
                    reason=Text(
                        "Bài viết không định nghĩa “doanh nghiệp công nghệ số”, không nêu tính"
                        " theo số đăng ký hay đang hoạt động, và dân số nào; lấy tỷ lệ mà Bộ"
                        " công bố. Tỷ lệ tính từ từng loại số đếm là các cách hiểu khác.",
                        "The text defines neither “digital technology enterprise” nor whether"
                        " registered or operating ones count, nor which population; the ratio"
                        " that the ministry prints is used. The ratios computed from each kind of"
                        " count are other readings.",
                    ),
                ),
                Inference(
                    field="criterion",
                    reason=Text(
                        "“có tỷ lệ 1” được hiểu là tối thiểu 1; tỷ lệ cao hơn vẫn là đạt.",
                        "“has a ratio of 1” is read as at least 1; a higher ratio does not fail.",
                    ),
                ),
                Inference(
                    field="due",
                    reason=Text(
                        "“đến năm 2030” được hiểu là đến ngày cuối của năm 2030.",
                        "“by 2030” is read as by the last day of 2030.",
                    ),
                    alternatives=(
                        Alternative(
                            id="before-2030",
                            label=Text("trước khi bước sang năm 2030", "before 2030 begins"),
                            due="2029-12-31",
                        ),
                    ),
                ),
            ),
            notes=(
                Text(
                    "Không bài nào khác nêu con số này: ICTnews 39978 bị cắt giữa câu, chỉ xác nhận"
                    " năm 2030.",
                    "No other account states this figure: ICTnews 39978 is cut inside the sentence"
                    " and confirms only the year 2030.",
                ),
                Text(
                    "Nghị quyết 71/NQ-CP của Chính phủ cũng đặt mục tiêu bằng 1 trên 1.000 dân đến"
                    " năm 2030, theo VietNamNet ngày 12/10/2025; không đọc được văn bản.",
                    "The Government's Resolution 71/NQ-CP sets the same goal of 1 per 1,000 people"
                    " by 2030, VietNamNet reported on 12 October 2025; its text was not read.",
                ),
                Text(
                    "Khác với mục tiêu tối thiểu 100.000 doanh nghiệp đến năm 2030 của Chỉ thị"
                    " số 01/CT-TTg.",
                    "Not to be confused with the goal of at least 100,000 enterprises by 2030"
                    " of Directive No. 01/CT-TTg.",
                ),
                Text(
                    "“tương đương với các nước công nghiệp phát triển” không được số hóa: câu"
                    " không nêu nước nào và không nêu số.",
                    "“on a par with the developed industrial countries” is not encoded: the sentence"
                    " names no country and no number.",
                ),
                Text("“1.000” trong bài là một nghìn.", "“1.000” in the text is one thousand."),
            ),
        ),
    ),
)
