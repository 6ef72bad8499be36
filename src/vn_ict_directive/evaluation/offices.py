"""How statistical offices publish progress: the profiles that come with the library.

How far each rule was confirmed stands in its ``standing``: ``read`` in the
office's own code or documents, or ``restated`` by others. A rule that could only
be recalled is not here.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.evaluation import methods
from vn_ict_directive.evaluation.outcome import Pace
from vn_ict_directive.evaluation.pace import ON_TRACK, SLOW
from vn_ict_directive.evaluation.profiles import Grade, Profile
from vn_ict_directive.sources import Source, SourceKind
from vn_ict_directive.text import Text

__all__ = ["DEFAULT", "PROFILES", "find_profile"]


def _source(name: str, title: str, *, language: str = "en", url: str | None = None) -> Source:
    kind = SourceKind.STATISTICS
    return Source(id=f"method-{name}", kind=kind, title=title, language=language, url=url)


def _grade(name: str, vi: str, en: str, least: object, *paces: Pace, strict: bool = False) -> Grade:
    return Grade(id=name, label=Text(vi, en), least=least, strict=strict, paces=paces)


_HOLDING, _ON_TRACK, _SLOW, _STALLED, _REGRESSING = (
    *(Pace.HOLDING, Pace.ON_TRACK, Pace.SLOW, Pace.STALLED, Pace.REGRESSING),
)
_RATE_RATIO: Final = Text(
    "tốc độ tăng trưởng đạt được trên tốc độ cần có", "growth rate over the one required"
)
_WAY_RATIO: Final = Text(
    "phần đường đã đi trên phần thời gian đã qua", "share of the way over share of the time"
)

DEFAULT: Final = Profile(
    id="default",
    name=Text("thư viện này (đường thẳng)", "this library (straight line)"),
    method=methods.straight_line_ratio,
    measure=_WAY_RATIO,
    grades=(
        Grade(id="on_track", label=_ON_TRACK.labels, least=ON_TRACK, paces=(_ON_TRACK,)),
        Grade(id="slow", label=_SLOW.labels, least=SLOW, paces=(_SLOW,)),
        Grade(id="stalled", label=_STALLED.labels, least=0, paces=(_STALLED,)),
        Grade(id="regressing", label=_REGRESSING.labels, paces=(_REGRESSING,)),
    ),
    achieved=Grade(id="holding", label=_HOLDING.labels, paces=(_HOLDING,)),
)


def _statcan(high: str, middle: str) -> tuple[Grade, ...]:
    return (
        _grade("substantial_progress", "tiến bộ đáng kể", "substantial progress", high, _ON_TRACK),
        _grade("moderate_progress", "tiến bộ vừa phải", "moderate progress", middle, _SLOW),
        _grade("limited_progress", "tiến bộ hạn chế", "limited progress", 0, _STALLED),
        _grade("deterioration", "xấu đi", "deterioration", None, _REGRESSING),
    )


_STATCAN: Final = Profile(
    id="statcan",
    name=Text("Cơ quan Thống kê Canada", "Statistics Canada"),
    method=methods.growth_ratio,
    measure=_RATE_RATIO,
    grades=_statcan("0.95", "0.6"),
    achieved=_grade("target_achieved", "đạt mục tiêu", "target achieved", None, _HOLDING),
    trend=methods.growth,
    trend_grades=_statcan("0.015", "0.005"),
    standing="read",
    source=_source(
        "statcan",
        "Open SDG 2.4.0, sdg-build: measure of progress, as Statistics Canada uses it",
        url="https://github.com/open-sdg/sdg-build",
    ),
    note=Text(
        "Bản gốc thay số không bằng 0,001; ở đây khi đó là không xác định. Phương pháp không xét "
        "hạn: đạt muộn hai năm vẫn là đạt.",
        "The original puts 0.001 in the place of zero; here that is not defined. The method does "
        "not look at the deadline: reached two years late is achieved.",
    ),
)

_NO_DIRECTION: Final = Text(
    "Công thức không biết chiều: nếu mốc gốc đã đạt mức yêu cầu thì ở đây là không xác định.",
    "The formula knows no direction: of a baseline that satisfied already it is not defined here.",
)

_UNSD_2022: Final = Profile(
    id="unsd_2022",
    name=Text(
        "Cơ quan Thống kê Liên hợp quốc (biểu đồ tiến độ 2022)",
        "the UN Statistics Division (progress chart of 2022)",
    ),
    method=methods.growth_quotient,
    measure=_RATE_RATIO,
    grades=(
        _grade("on_track", "đúng tiến độ", "on track", "0.95", _ON_TRACK),
        _grade("fair", "tiến bộ khá", "fair progress", "0.5", _SLOW, _STALLED),
        _grade(
            *("limited", "tiến bộ ít hoặc không có", "limited or no progress", "-0.1"),
            *(_STALLED, _REGRESSING),
        ),
        _grade("deterioration", "xấu đi", "deterioration", None, _REGRESSING),
    ),
    achieved=_grade(
        *("achieved", "đã đạt hoặc gần đạt", "target met or almost met", None),
        *(_HOLDING, _ON_TRACK),
    ),
    tolerance=Fraction(5, 10_000),
    standing="read",
    source=_source(
        "unsd-2022",
        "United Nations, Sustainable Development Goals Progress Chart 2022, technical note; "
        "as implemented by UNDP",
    ),
    note=Text(
        "Khi không có mức yêu cầu bằng số, mỗi chuỗi số có ngưỡng riêng, không mã hóa ở đây. "
        f"{_NO_DIRECTION.vi}",
        "Where no number is set each series has cuts of its own, which are not encoded here. "
        f"{_NO_DIRECTION.en}",
    ),
)

_UNSD_2023_ON_TRACK: Final = (*("on_track", "đúng tiến độ hoặc đã đạt", "on track or target met"),)
_UNSD_2023: Final = Profile(
    id="unsd_2023",
    name=Text(
        "Cơ quan Thống kê Liên hợp quốc (biểu đồ tiến độ 2023)",
        "the UN Statistics Division (progress chart of 2023)",
    ),
    method=methods.extrapolated_share,
    measure=Text(
        "phần đường sẽ đi được đến hạn nếu giữ tốc độ tăng trưởng",
        "share of the way gone at the due date if growth goes on",
    ),
    grades=(
        _grade(*_UNSD_2023_ON_TRACK, "0.95", _ON_TRACK, _HOLDING),
        _grade(
            *("fair", "khá nhưng cần đẩy nhanh", "fair progress but acceleration needed", "0.1"),
            *(_SLOW, _STALLED),
        ),
        _grade(
            *("stagnation", "trì trệ hoặc thụt lùi", "stagnation or regression", None),
            *(_STALLED, _REGRESSING),
        ),
    ),
    achieved=_grade(*_UNSD_2023_ON_TRACK, None, _ON_TRACK, _HOLDING),
    standing="read",
    source=_source(
        "unsd-2023",
        "United Nations, Sustainable Development Goals Progress Chart 2023; "
        "as implemented by the Basque statistics office, Eustat",
    ),
    note=Text(
        f"Ngưỡng khi không có mức yêu cầu bằng số không mã hóa ở đây. {_NO_DIRECTION.vi}",
        f"The cuts where no number is set are not encoded here. {_NO_DIRECTION.en}",
    ),
)


def _weather(
    sun: object, sun_and_cloud: object, cloud: object, *, strict: bool
) -> tuple[Grade, ...]:
    return (
        _grade("sun", "nắng", "sun", sun, _ON_TRACK, strict=strict),
        _grade("sun_and_cloud", "nắng và mây", "sun and cloud", sun_and_cloud, _ON_TRACK, _SLOW),
        _grade("cloud", "mây", "cloud", cloud, _SLOW, _STALLED),
        _grade("thunderstorm", "giông", "thunderstorm", None, _REGRESSING),
    )


_DESTATIS: Final = Profile(
    id="destatis",
    name=Text("Cơ quan Thống kê Liên bang Đức", "the Federal Statistical Office of Germany"),
    method=methods.recent_mean_change,
    measure=Text(
        "phần khoảng cách còn lại sẽ thu hẹp đến hạn",
        "share of the remaining gap closed by the due date",
    ),
    grades=_weather("0.95", "0.8", 0, strict=True),
    achieved=_grade("sun", "nắng", "sun", None, _HOLDING),
    trend=methods.recent_changes,
    trend_grades=_weather(3, 2, 1, strict=False),
    standing="read",
    source=_source(
        "destatis",
        "Statistisches Bundesamt, Nachhaltige Entwicklung in Deutschland, Indikatorenbericht",
        language="de",
    ),
)

_SDSN: Final = Profile(
    id="sdsn",
    name=Text(
        "Mạng lưới Giải pháp Phát triển Bền vững", "the Sustainable Development Solutions Network"
    ),
    method=methods.straight_line_ratio,
    measure=_WAY_RATIO,
    grades=(
        _grade(
            *("on_track", "đúng hướng hoặc giữ vững", "on track or maintaining achievement", 1),
            _ON_TRACK,
        ),
        _grade(
            *("moderately_improving", "cải thiện vừa phải", "moderately improving", "0.5"),
            *(_ON_TRACK, _SLOW, _STALLED),
        ),
        _grade("stagnating", "trì trệ", "stagnating", 0, _STALLED),
        _grade("decreasing", "giảm sút", "decreasing", None, _REGRESSING),
    ),
    achieved=_grade(
        *("on_track", "đúng hướng hoặc giữ vững", "on track or maintaining achievement", None),
        _HOLDING,
    ),
    standing="restated",
    source=_source("sdsn", "Sustainable Development Report, methodology; as restated by others"),
)

_ESCAP: Final = Profile(
    id="escap",
    name=Text(
        "Ủy ban Kinh tế và Xã hội châu Á – Thái Bình Dương của Liên hợp quốc",
        "the UN Economic and Social Commission for Asia and the Pacific",
    ),
    method=methods.anticipated_share,
    measure=Text(
        "phần đường mà xu hướng sẽ đi được đến hạn",
        "share of the way that the trend will have gone by the due date",
    ),
    grades=(
        _grade("maintain", "giữ vững tiến độ", "maintain progress", 1, _ON_TRACK, _HOLDING),
        _grade(
            *("accelerate", "cần đẩy nhanh", "accelerate progress", 0),
            *(_ON_TRACK, _SLOW, _STALLED),
        ),
        _grade("reverse", "cần đảo ngược xu hướng", "reverse the trend", None, _REGRESSING),
    ),
    standing="restated",
    source=_source(
        "escap",
        "ESCAP, Asia-Pacific SDG progress assessment methodology; as restated by UNECE, "
        "Technical notes on the progress assessment",
        url="https://data.unescap.org/resource-guides/progress-assessment-methodology",
    ),
    note=Text(
        "Trọng số của xu hướng là của chúng tôi: nguồn đọc được chỉ nói số liệu mới có trọng số "
        "lớn hơn. Gần đạt vẫn là cần đẩy nhanh, vì không xác minh được dung sai nào.",
        "The weights of the trend are ours: what could be read says only that later figures weigh "
        "more. Almost there is still accelerate, since no tolerance could be confirmed.",
    ),
)

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {
        profile.id: profile
        for profile in (DEFAULT, _STATCAN, _UNSD_2022, _UNSD_2023, _DESTATIS, _SDSN, _ESCAP)
    }
)
"""The profiles that come with the library, by id."""


def find_profile(profile: Profile | str) -> Profile:
    """Return the profile that *profile* is or names.

    Raises:
        UnknownNameError: There is none of that name.
    """
    if isinstance(profile, Profile):
        return profile
    if profile not in PROFILES:
        raise UnknownNameError("profile", profile, tuple(PROFILES))
    return PROFILES[profile]
