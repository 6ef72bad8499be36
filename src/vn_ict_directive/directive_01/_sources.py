"""What the encoding was read from, the accounts that confirm its figures, and errata."""

from typing import Final

from vn_ict_directive.directive_01._quoting import ARTICLE, at
from vn_ict_directive.model import Instrument
from vn_ict_directive.sources import Erratum, Source, SourceKind
from vn_ict_directive.text import Text

SOURCES: Final = (
    Source(
        id=ARTICLE,
        kind=SourceKind.NEWS_SUMMARY,
        title="Định hướng phát triển ngành Thông tin và Truyền thông năm 2020",
        author="Mỹ Hạnh",
        sha256="f1778bead31c8651a9b5caff8c0ad06d0406320bb4470f8da2348782da8c8bbc",
        note="The only account that covers every area. The site and the day are not known: the "
        "place for its own source is empty. Code points 131 to 5219 are the article; the rest is "
        "furniture of the page.",
    ),
    Source(
        id="dbp-2020-01-14",
        kind=SourceKind.PRESS,
        title="Báo Điện Biên Phủ, 14/01/2020",
        published="2020-01-14",
        url="https://baodienbienphu.com.vn/tin-tuc/xa-hoi/175283",
        note="Post, telecommunications, IT application; without the sentence on junk.",
    ),
    Source(
        id="dic-2020-01-14",
        kind=SourceKind.PRESS,
        title="dic.gov.vn, 14/01/2020",
        published="2020-01-14",
        url="https://dic.gov.vn",
        note="Preamble: context, theme, motto, two resolutions of the Government.",
    ),
    Source(
        id="cnds-2020-01-13",
        kind=SourceKind.PRESS,
        title="congnghevadoisong.vn d28518, 13/01/2020",
        published="2020-01-13",
        url="https://congnghevadoisong.vn",
        note="Preamble, date, signatory, “six sectors”.",
    ),
    Source(
        id="ictnews-39978",
        kind=SourceKind.PRESS,
        title="ICTnews 39978",
        note="ICT industry; cut inside the sentence on 2030, of which it confirms the year only.",
    ),
    Source(
        id="ictnews-268286",
        kind=SourceKind.PRESS,
        title="ICTnews 268286",
        note="Cybersecurity, GCI 45-50.",
    ),
    Source(
        id="antd-419477",
        kind=SourceKind.PRESS,
        title="An ninh Thủ đô, post419477",
        note="Telecommunications in more detail.",
    ),
    Source(
        id="vietnammoi-2020-01-19",
        kind=SourceKind.PRESS,
        title="VietnamMoi, 19/01/2020",
        published="2020-01-19",
        note="Telecommunications in more detail.",
    ),
    Source(
        id="vtc-521758",
        kind=SourceKind.PRESS,
        title="VTC News, ar521758",
        note="Press in more detail.",
    ),
    Source(
        id="mic-en-2020-08-19",
        kind=SourceKind.MINISTRY,
        title="english.mic.gov.vn, 19 August 2020",
        language="en",
        published="2020-08-19",
        url="https://english.mic.gov.vn",
        note="The paragraph on cybersecurity, in English.",
    ),
)

ERRATA: Final = (
    Erratum(
        span=at(291, "01/CT-BTTTTvề"),
        reading="01/CT-BTTTT về",
        note=Text(
            "Thiếu dấu cách giữa số hiệu và từ “về”.",
            "The space between the number and the word “về” is missing.",
        ),
    ),
    Erratum(
        span=at(4115, "chính cách pháp luật"),
        reading="chính sách pháp luật",
        note=Text("“chính cách” là lỗi gõ của “chính sách”.", "A typing error for “policies”."),
    ),
    Erratum(
        span=at(5236, "Nguồn: ."),
        reading="",
        note=Text(
            "Trang không ghi nguồn của bài viết.",
            "The page does not say where the article comes from.",
        ),
    ),
)

_CARRIES_OUT_NOTE: Final = Text(
    "Một bài báo khác cho biết Chỉ thị yêu cầu thực hiện nghị quyết này; không phải căn cứ pháp lý.",
    "Another account says that the directive orders it carried out; it is not a legal basis.",
)

CARRIES_OUT: Final = (
    Instrument(
        number="01/NQ-CP",
        title=Text("Nghị quyết của Chính phủ", "Resolution of the Government"),
        date="2020-01-01",
        witnesses=("dic-2020-01-14",),
        note=_CARRIES_OUT_NOTE,
    ),
    Instrument(
        number="02/NQ-CP",
        title=Text("Nghị quyết của Chính phủ", "Resolution of the Government"),
        date="2020-01-01",
        witnesses=("dic-2020-01-14",),
        note=_CARRIES_OUT_NOTE,
    ),
)
