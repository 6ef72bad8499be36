"""What the encoding was read from, the accounts that confirm its figures, and errata."""

from typing import Final

from vn_ict_directive.directive_01._quoting import ARTICLE, at
from vn_ict_directive.model import Instrument
from vn_ict_directive.sources import Erratum, Source, SourceKind
from vn_ict_directive.text import Text

_PRESS: Final = SourceKind.PRESS

SOURCES: Final = (
    Source(
        id=ARTICLE,
        kind=SourceKind.NEWS_SUMMARY,
        title="Định hướng phát triển ngành Thông tin và Truyền thông năm 2020",
        author="Mỹ Hạnh",
        sha256="f1778bead31c8651a9b5caff8c0ad06d0406320bb4470f8da2348782da8c8bbc",
        url="https://www.knparagon.com/sottttknparagoncom/tin-tuc/tin-tong-hop/"
        "dinh-huong-phat-trien-nganh-thong-tin-va-truyen-thong-nam-202/index.htm",
        note="The only account that covers every area. The address is that of a public copy of "
        "the page, with the same misprint. Which provincial department printed it first, and on "
        "which day, was not established in what was searched by November 2026; a counter in the "
        "text dates the capture to May 2020. Code points 131 to 5219 are the article; the rest "
        "is furniture of the page.",
    ),
    Source(
        id="dbp-2020-01-14",
        kind=_PRESS,
        title="Bộ Thông tin và Truyền thông định hướng phát triển 6 lĩnh vực năm 2020",
        published="2020-01-14",
        url="http://baodienbienphu.com.vn/tin-tuc/xa-hoi/175283/"
        "bo-thong-tin-va-truyen-thong-dinh-huong-phat-trien-6-linh-vuc-nam-2020",
        note="Báo Điện Biên Phủ. Post, telecommunications, IT application; without the sentence "
        "on junk.",
    ),
    Source(
        id="dic-2020-01-14",
        kind=_PRESS,
        title="Bộ Thông tin và Truyền thông: Chỉ thị định hướng phát triển Ngành TT&TT năm 2020",
        published="2020-01-14",
        url="http://dic.gov.vn/vi/news/tin-tuc-tong-hop/"
        "Bo-Thong-tin-va-Truyen-thong-Chi-thi-dinh-huong-phat-trien-Nganh-TT-TT-nam-2020-4358.html",
        note="Preamble: context, theme, motto, two resolutions of the Government.",
    ),
    Source(
        id="cnds-2020-01-13",
        kind=_PRESS,
        title="Định hướng phát triển ngành Thông tin và Truyền thông năm 2020",
        author="Hữu Ích",
        published="2020-01-13",
        url="https://congnghevadoisong.vn/"
        "dinh-huong-phat-trien-nganh-thong-tin-va-truyen-thong-nam-2020-d28518.html",
        note="Công nghệ và Đời sống. Preamble, date, signatory, “six sectors”.",
    ),
    Source(
        id="ictnews-39978",
        kind=_PRESS,
        title="ICTnews, 39978",
        url="https://ictnews.vietnamnet.vn/cuoc-song-so/"
        "bo-tt-tt-doanh-nghiep-ict-phai-di-dau-trong-chien-luoc-make-in-vietnam-39978.html",
        note="Its own title was not read. Theme, motto, sectors, ICT industry; cut inside the "
        "sentence on 2030, of which it confirms the year only.",
    ),
    Source(
        id="ictnews-268286",
        kind=_PRESS,
        title="ICTnews, 268286",
        url="https://ictnews.vietnamnet.vn/bao-mat/ictnews-dang-toa-dam-truc-tuyen-"
        "giai-phap-nao-nang-cao-chi-so-an-toan-an-ninh-mang-cua-viet-nam-268286.html",
        note="Its own title was not read. Cybersecurity, GCI 45-50.",
    ),
    Source(
        id="antd-419477",
        kind=_PRESS,
        title="Năm 2020, Việt Nam sẽ thương mại hóa mạng 5G",
        url="https://www.anninhthudo.vn/nam-2020-viet-nam-se-thuong-mai-hoa-mang-5g-post419477.antd",
        note="An ninh Thủ đô. Telecommunications in more detail.",
    ),
    Source(
        id="vietnammoi-2020-01-19",
        kind=_PRESS,
        title="Xử lý căn bản các loại 'rác' viễn thông, phát triển thị trường lành mạnh",
        published="2020-01-19",
        url="https://vietnammoi.vn/xu-ly-can-ban-cac-loai-rac-vien-thong-"
        "phat-trien-thi-truong-lanh-manh-20200119080642875.htm",
        note="Việt Nam mới. Telecommunications in more detail, junk among it.",
    ),
    Source(
        id="vtc-521758",
        kind=_PRESS,
        title="VTC News, ar521758",
        url="https://vtcnews.vn/"
        "xu-ly-ton-tai-keo-dai-bao-hoa-tap-chi-va-trang-tin-tong-hop-ar521758.html",
        note="Its own title was not read. Press in more detail.",
    ),
    Source(
        id="mic-en-2020-08-19",
        kind=SourceKind.MINISTRY,
        title="Vietnam aims to be among top 30 countries for Global Cybersecurity Index",
        language="en",
        published="2020-08-19",
        url="https://english.mic.gov.vn/"
        "vietnam-aims-to-be-among-top-30-countries-for-global-cybersecurity-index-197144011.htm",
        note="The paragraph on cybersecurity, in the ministry's English.",
    ),
    Source(
        id="tgo-33304",
        kind=_PRESS,
        title="Bộ TT&TT đặt mục tiêu đến 2030, Việt Nam thuộc nhóm 30 nước dẫn đầu về an ninh mạng",
        url="https://thuonggiaonline.vn/bo-tttt-dat-muc-tieu-den-2030-"
        "viet-nam-thuoc-nhom-30-nuoc-dan-dau-ve-an-ninh-mang-post33304.html",
        note="Thương gia Online. The same paragraph, in Vietnamese.",
    ),
    Source(
        id="laodong-1469854",
        kind=_PRESS,
        title="Bộ Công an công bố cơ cấu tổ chức mới",
        url="https://news.laodong.vn/thoi-su/bo-cong-an-cong-bo-co-cau-to-chuc-moi-1469854.ldo",
        note="Lao Động; title from the address. Who took over network information security.",
    ),
    Source(
        id="extendmax-mps",
        kind=_PRESS,
        title="MPS takes over the state management function of cybersecurity",
        language="en",
        url="https://extendmax.vn/mps-take-over-state-management-function-of-cybersecurity",
        note="Title from the address. Who took over network information security.",
    ),
    Source(
        id="vnanet-418997",
        kind=_PRESS,
        title="Chu kỳ phát triển mới cho khoa học và công nghệ",
        published="2026-01-02",
        url="https://vietnam.vnanet.vn/vietnamese/tin-van/"
        "chu-ky-phat-trien-moi-cho-khoa-hoc-va-cong-nghe-418997.html",
        note="Title from the address. The merger of the two ministries from March 2025.",
    ),
    Source(
        id="sggp-116024",
        kind=_PRESS,
        title="Ministry of Culture, Sports, Tourism to oversee press and publishing sectors",
        language="en",
        url="https://en.sggp.org.vn/"
        "ministry-of-culture-sports-tourism-to-oversee-press-and-publishing-sectors-post116024.html",
        note="Title from the address. Who took over the press and publishing from March 2025.",
    ),
    Source(
        id="vietnamnet-2451711",
        kind=_PRESS,
        title="2 địa phương vượt chỉ tiêu phát triển doanh nghiệp công nghệ số",
        published="2025-10-12",
        url="https://vietnamnet.vn/"
        "2-dia-phuong-vuot-chi-tieu-phat-trien-doanh-nghiep-cong-nghe-so-2451711.html",
        note="Title from the address. Resolution No. 71/NQ-CP; list of Directive No. 01/CT-TTg.",
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
        corroborated_by=("dic-2020-01-14",),
        note=_CARRIES_OUT_NOTE,
    ),
    Instrument(
        number="02/NQ-CP",
        title=Text("Nghị quyết của Chính phủ", "Resolution of the Government"),
        date="2020-01-01",
        corroborated_by=("dic-2020-01-14",),
        note=_CARRIES_OUT_NOTE,
    ),
)
