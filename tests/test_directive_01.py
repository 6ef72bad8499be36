"""The encoding of Directive 01/CT-BTTTT, held against the article it was read from."""

import datetime as dt
import hashlib
import unicodedata
from collections import Counter
from urllib.parse import urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vn_ict_directive.criteria import AtLeast, Criterion, LeadingGroup, Milestone, Within
from vn_ict_directive.directive_01 import DIRECTIVE_01, ENCODING_VERSION
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model import Directive, Section, SectionKind, Target, Task
from vn_ict_directive.sources import SourceKind
from vn_ict_directive.text import fold
from vn_ict_directive.units import Unit

ARTICLE_ID = "my-hanh-2020"
ELEMENTS: tuple[Task | Target, ...] = (*DIRECTIVE_01.tasks, *DIRECTIVE_01.targets)
_every_target = pytest.mark.parametrize("target", DIRECTIVE_01.targets, ids=lambda t: t.id)


def _words(element: Task | Target) -> str:
    return element.text.vi if isinstance(element, Task) else element.statement.vi


# --- what it is -------------------------------------------------------------------

SIGNATORY, THEME, MOTTO = DIRECTIVE_01.signatory, DIRECTIVE_01.theme, DIRECTIVE_01.motto
assert SIGNATORY is not None
assert THEME is not None
assert MOTTO is not None


def test_issuer_date_and_number_identify_it() -> None:
    assert DIRECTIVE_01.id == "btttt/2020-01-03/01-ct-btttt"
    assert (DIRECTIVE_01.number, DIRECTIVE_01.signed) == ("01/CT-BTTTT", dt.date(2020, 1, 3))
    assert DIRECTIVE_01.organization(DIRECTIVE_01.issuer).name.vi == "Bộ Thông tin và Truyền thông"


def test_its_opening_is_told_as_the_article_tells_it() -> None:
    assert SIGNATORY is not None
    assert THEME is not None
    assert MOTTO is not None
    assert SIGNATORY.name == "Nguyễn Mạnh Hùng"
    assert THEME.vi == "Năm chuyển đổi số quốc gia"
    assert MOTTO.vi == "Làm gương, Kỷ cương, Trọng tâm, Bứt phá"
    assert DIRECTIVE_01.kind.vi == "Chỉ thị"
    assert str(DIRECTIVE_01.period) == "2020"


@pytest.mark.parametrize(
    "field, words",
    [
        ("title", DIRECTIVE_01.title.vi),
        ("signed", "03/01/2020"),
        ("signatory", SIGNATORY.name),
        ("signatory", SIGNATORY.position.vi),
        ("kind", DIRECTIVE_01.kind.vi),
        ("number", DIRECTIVE_01.number),
        ("period", "2020"),
        ("issuer", "Bộ Thông tin và Truyền thông"),
        ("theme", THEME.vi),
        ("motto", MOTTO.vi),
    ],
)
def test_each_of_its_own_fields_quotes_the_words_it_was_read_from(field: str, words: str) -> None:
    assert words in DIRECTIVE_01.quote(field).quote


def test_nothing_about_it_is_official() -> None:
    assert DIRECTIVE_01.official is False
    assert not any(source.official for source in DIRECTIVE_01.sources)
    for lang in ("vi", "en"):
        unofficial = {"vi": "Không chính thức", "en": "Unofficial"}[lang]
        assert unofficial in DIRECTIVE_01._repr_html_(lang)


def test_the_encoding_has_a_version_of_its_own() -> None:
    assert DIRECTIVE_01.encoding == ENCODING_VERSION == "2020.2"


def test_it_was_read_from_the_article_that_stands_here(article: str) -> None:
    source = DIRECTIVE_01.source(ARTICLE_ID)

    assert source.sha256 == hashlib.sha256(article.encode()).hexdigest()
    assert source.sha256 == "f1778bead31c8651a9b5caff8c0ad06d0406320bb4470f8da2348782da8c8bbc"
    assert (source.kind, source.author) == (SourceKind.NEWS_SUMMARY, "Mỹ Hạnh")
    assert source.url is not None
    assert source.url.startswith("https://www.knparagon.com/sottttknparagoncom/")
    assert source.published is None
    assert len(article) == 5482
    assert [s.id for s in DIRECTIVE_01.sources if s.sha256] == [ARTICLE_ID]


def test_every_account_of_the_directive_opens() -> None:
    for source in DIRECTIVE_01.sources:
        address = urlsplit(source.url or "")
        assert address.netloc, source.id
        assert len(address.path) > len("/vi/news/12345"), source.id


def test_the_resolutions_it_carries_out_are_told_as_another_account_does() -> None:
    assert [(i.number, str(i.date)) for i in DIRECTIVE_01.carries_out] == [
        ("01/NQ-CP", "2020-01-01"),
        ("02/NQ-CP", "2020-01-01"),
    ]
    for instrument in DIRECTIVE_01.carries_out:
        assert instrument.corroborated_by == ("dic-2020-01-14",)
        assert "not a legal basis" in instrument.note.en


# --- its parts ----------------------------------------------------------------------


def test_it_has_six_sectors_and_three_work_areas_one_of_them_empty() -> None:
    assert [section.id for section in DIRECTIVE_01.sectors] == [
        *("postal", "telecommunications", "it-application", "cybersecurity"),
        *("ict-industry", "press-and-media"),
    ]
    areas = [s for s in DIRECTIVE_01.sections if s.kind is SectionKind.WORK_AREA]
    assert [area.id for area in areas] == ["law-making", "inspection", "other-work"]
    other = areas[-1]
    assert (other.tasks, other.targets) == ((), ())
    assert other.heading == other.span
    assert other.notes


def test_the_rest_is_preamble_local_administration_and_implementation() -> None:
    rest = [(s.id, s.kind) for s in DIRECTIVE_01.sections if s.heading is None]

    assert rest == [
        ("preamble", SectionKind.PREAMBLE),
        ("local-administration", SectionKind.LOCAL_ADMINISTRATION),
        ("implementation", SectionKind.IMPLEMENTATION),
        ("call", SectionKind.IMPLEMENTATION),
    ]


def test_no_two_things_share_an_id() -> None:
    ids = [section.id for section in DIRECTIVE_01.sections]
    ids += [element.id for element in ELEMENTS]
    ids += [indicator.id for indicator in DIRECTIVE_01.indicators]
    ids += [source.id for source in DIRECTIVE_01.sources]
    ids += [organization.id for organization in DIRECTIVE_01.organizations]

    # The press is both a body and, for events, the publisher: one id, one organization.
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_the_other_readings_of_a_target_have_ids_that_differ() -> None:
    for target in DIRECTIVE_01.targets:
        ids = [a.id for inference in target.inferences for a in inference.alternatives]
        assert len(set(ids)) == len(ids)


def test_each_body_that_a_task_names_beside_its_doer_takes_part_in_a_way_that_the_words_say() -> (
    None
):
    named = {
        task.id: (task.relation, task.addressees) for task in DIRECTIVE_01.tasks if task.addressees
    }
    assert named == {
        "law-making.consultation": ("consulted", ("doanh-nghiep", "to-chuc")),
        "law-making.experts": ("engaged", ("chuyen-gia",)),
        "inspection.coordination": (
            "coordinated-with",
            ("bo-nganh-dia-phuong", "doan-the-hiep-hoi", "doanh-nghiep"),
        ),
        "local-administration.direction": ("directed", ("bao-chi-dia-phuong",)),
        "local-administration.policy-advice": ("advised", ("chinh-quyen-dia-phuong",)),
    }
    for name in named:
        words = {quote.field: quote.span.quote for quote in DIRECTIVE_01.task(name).quotes}
        assert {"addressees", "relation"} <= words.keys()
        assert words["relation"] in DIRECTIVE_01.task(name).span.quote


def test_organizations_are_consulted_and_no_agencies() -> None:
    consulted = DIRECTIVE_01.task("law-making.consultation")
    assert "cơ quan" not in consulted.text.vi
    assert "agenc" not in consulted.text.en
    names = [DIRECTIVE_01.organization(body).name.vi for body in consulted.addressees]
    assert not any("cơ quan" in name.lower() for name in names)


def test_the_department_directs_and_the_press_informs() -> None:
    directs = DIRECTIVE_01.task("local-administration.direction")
    informs = DIRECTIVE_01.task("local-administration.information")
    assert (directs.responsible, directs.addressees) == (("so-tttt",), ("bao-chi-dia-phuong",))
    assert (informs.responsible, informs.addressees) == (("bao-chi-dia-phuong",), ())


def test_every_reference_resolves() -> None:
    for task in DIRECTIVE_01.tasks:
        for body in (*task.responsible, *task.addressees):
            assert DIRECTIVE_01.organization(body).id == body
    for element in ELEMENTS:
        section = DIRECTIVE_01.section(element.section)
        assert element in (section.tasks if isinstance(element, Task) else section.targets)
    for target in DIRECTIVE_01.targets:
        for witness in target.corroborated_by:
            assert DIRECTIVE_01.source(witness).kind in {SourceKind.PRESS, SourceKind.MINISTRY}
    for indicator in DIRECTIVE_01.indicators:
        assert DIRECTIVE_01.organization(indicator.publisher.id) is indicator.publisher
    for organization in DIRECTIVE_01.organizations:
        for succession in organization.successions:
            assert DIRECTIVE_01.section(succession.field).kind is SectionKind.SECTOR
            if succession.successor is not None:
                successor = DIRECTIVE_01.organization(succession.successor)
                assert successor is not organization


# --- its words -----------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, _ in DIRECTIVE_01.spans()])
def test_every_quotation_stands_where_it_says(article: str, name: str) -> None:
    spans = [span for element, span in DIRECTIVE_01.spans() if element == name]

    assert len(spans) == 1
    assert spans[0].source == ARTICLE_ID
    assert article[spans[0].start : spans[0].end] == spans[0].quote


def test_sections_follow_one_another_in_the_order_of_the_text(article: str) -> None:
    ends = [131 + len(DIRECTIVE_01.title.vi)]
    for section in DIRECTIVE_01.sections:
        assert not article[ends[-1] : section.span.start].strip()
        ends.append(section.span.end)

    assert not article[ends[-1] : 5219].strip()
    assert article[5219:].startswith("Tác giả: Mỹ Hạnh")


@pytest.mark.parametrize("section", DIRECTIVE_01.sections, ids=lambda section: section.id)
def test_what_a_section_asks_stands_inside_it_in_the_order_of_the_text(section: Section) -> None:
    if section.heading is not None:
        assert section.heading.start == section.span.start
        assert section.span.quote.startswith(section.heading.quote)
    end = section.span.start if section.heading is None else section.heading.end
    assert list(section.tasks) == sorted(section.tasks, key=lambda task: task.span.start)
    assert list(section.targets) == sorted(section.targets, key=lambda aim: aim.span.start)
    if section.heading == section.span:
        return
    spans = [task.span for task in section.tasks] + [aim.span for aim in section.targets]
    assert spans
    for span in sorted(spans, key=lambda span: span.start):
        assert span.start >= end, "no two requirements quote the same words"
        end = span.end
    assert end <= section.span.end


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.id)
def test_the_vietnamese_of_a_requirement_is_its_quotation(element: Task | Target) -> None:
    assert _words(element) == element.span.quote
    english = element.text.en if isinstance(element, Task) else element.statement.en
    assert english != element.span.quote


def test_the_defects_of_the_source_are_kept_and_read() -> None:
    assert [(e.span.quote, e.reading) for e in DIRECTIVE_01.errata] == [
        ("01/CT-BTTTTvề", "01/CT-BTTTT về"),
        ("chính cách pháp luật", "chính sách pháp luật"),
        ("Nguồn: .", ""),
    ]


# --- its targets ------------------------------------------------------------------------

END_2020, END_2030 = dt.date(2020, 12, 31), dt.date(2030, 12, 31)
EXPECTED: tuple[tuple[str, Criterion | type, str | None, dt.date, set[str], set[str]], ...] = (
    (
        "postal.upu-rank",
        LeadingGroup(worst=45, best=40),
        "2ipd-rank",
        END_2020,
        {"indicator", "criterion", "start", "due"},
        {"dbp-2020-01-14"},
    ),
    (
        "telecommunications.5g-commercial",
        Milestone,
        "5g-commercial-launch",
        END_2020,
        {"indicator", "start", "due"},
        {"dbp-2020-01-14", "antd-419477", "vietnammoi-2020-01-19"},
    ),
    (
        "telecommunications.2g-phase-out-plan",
        Milestone,
        "2g-phase-out-plan",
        END_2020,
        {"indicator", "criterion", "start", "due"},
        {"dbp-2020-01-14", "antd-419477"},
    ),
    (
        "telecommunications.ict-index-rank",
        LeadingGroup(worst=85, best=80),
        "idi-rank",
        END_2020,
        {"indicator", "criterion", "start", "due"},
        {"dbp-2020-01-14"},
    ),
    (
        "it-application.egdi-rank",
        LeadingGroup(worst=75),
        "egdi-rank",
        END_2020,
        {"start", "due"},
        {"dbp-2020-01-14"},
    ),
    (
        "cybersecurity.gci-rank",
        LeadingGroup(worst=50, best=45),
        "gci-rank",
        END_2020,
        {"indicator", "criterion", "start", "due"},
        {"ictnews-268286"},
    ),
    (
        "ict-industry.enterprises-per-1000-people",
        AtLeast(value=1),
        "digital-technology-enterprises-per-1000-people",
        END_2030,
        {"indicator", "criterion", "start", "due"},
        set(),
    ),
)


def test_the_targets_are_these_seven() -> None:
    assert [target.id for target in DIRECTIVE_01.targets] == [row[0] for row in EXPECTED]


@pytest.mark.parametrize(
    "name, criterion, indicator, due, inferred, corroborated_by",
    EXPECTED,
    ids=[e[0] for e in EXPECTED],
)
def test_a_target_asks_what_the_text_asks_and_says_what_is_inferred(
    name: str,
    criterion: Criterion | type,
    indicator: str,
    due: dt.date,
    inferred: set[str],
    corroborated_by: set[str],
) -> None:
    target = DIRECTIVE_01.target(name)

    if isinstance(criterion, type):
        assert isinstance(target.criterion, criterion)
        assert target.unit is Unit.EVENT
    else:
        assert target.criterion == criterion
    assert target.indicator.id == indicator
    assert (target.start, target.due) == (DIRECTIVE_01.signed, due)
    assert (target.mode, target.window_months) == ("at", None)
    assert {inference.field for inference in target.inferences} == inferred
    # One account confirms the year of this target and not its figure, and the encoding says so.
    if name == "ict-industry.enterprises-per-1000-people" and target.corroborated_by:
        assert target.corroborated_by == ("ictnews-39978",)
        assert any("confirms only the year 2030" in note.en for note in target.notes)
    else:
        assert set(target.corroborated_by) == corroborated_by


@_every_target
def test_a_reason_is_given_for_every_inference_and_every_other_reading_changes_something(
    target: Target,
) -> None:
    for inference in target.inferences:
        assert inference.reason.vi != inference.reason.en
        for alternative in inference.alternatives:
            assert alternative.changes or alternative.id == "no-deadline"


@pytest.mark.parametrize(
    "name, due, inferred",
    [
        ("ict-industry.four-kinds-of-enterprise", None, []),
        ("inspection.plan-2020", END_2020, ["due"]),
        ("implementation.ministry-plan-2020", END_2020, ["due"]),
    ],
)
def test_what_no_published_figure_decides_is_a_task_due_where_the_words_name_a_year(
    name: str, due: dt.date | None, inferred: list[str]
) -> None:
    task = DIRECTIVE_01.task(name)

    assert task.due == due
    assert [inference.field for inference in task.inferences] == inferred
    assert any("No published figure says" in note.en for note in task.notes)


def test_the_two_numbers_of_a_leading_group_stand_in_its_words() -> None:
    for target in DIRECTIVE_01.targets:
        if isinstance(target.criterion, LeadingGroup):
            assert str(target.criterion.worst) in target.span.quote
            assert str(target.criterion.strong) in target.span.quote


def test_the_other_readings_that_the_words_allow_are_there() -> None:
    others = {
        target.id.partition(".")[2]: {a.id for i in target.inferences for a in i.alternatives}
        for target in DIRECTIVE_01.targets
    }
    assert others["ict-index-rank"] == {"literal-band", "no-deadline"}
    assert others["gci-rank"] == {"by-count"}
    assert others["5g-commercial"] == {"paid-trial", "year-begins"}
    assert others["2g-phase-out-plan"] == {"after-signature", "before-2022"}
    assert others["enterprises-per-1000-people"] == {"before-2030"}
    band = DIRECTIVE_01.target("telecommunications.ict-index-rank").inferences[1].alternatives[0]
    assert band.criterion == Within(low=80, high=85)


def test_the_only_start_that_the_article_states_is_that_of_a_task() -> None:
    (task,) = (one for one in DIRECTIVE_01.tasks if one.start is not None)
    assert (task.id, task.start) == ("call.early-start", dt.date(2020, 1, 1))
    words = {quote.field: quote.span.quote for quote in task.quotes}
    assert "ngay từ những ngày đầu" in words["start"]


def test_what_else_is_known_of_the_goal_for_2030_is_noted() -> None:
    target = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")
    notes = " ".join(note.en for note in target.notes)
    assert "71/NQ-CP" in notes
    assert "is not encoded" in notes, "on a par with the developed industrial countries"


def test_5g_can_be_read_as_the_paid_trial() -> None:
    inference, *_ = DIRECTIVE_01.target("telecommunications.5g-commercial").inferences

    (trial,) = inference.alternatives
    assert trial.indicator is not None
    assert trial.indicator.id == "5g-commercial-trial"


def test_no_date_is_set_to_switch_2g_off() -> None:
    target = DIRECTIVE_01.target("telecommunications.2g-phase-out-plan")

    assert target.due == END_2020
    assert any("sets no date to switch 2G off" in note.en for note in target.notes)


def test_the_index_that_was_suspended_says_when() -> None:
    idi = DIRECTIVE_01.indicator("idi-rank")

    assert idi.suspended(dt.date(2018, 1, 1), dt.date(2022, 12, 31))
    assert idi.suspended(dt.date(2023, 1, 1), dt.date(2030, 12, 31))
    assert not idi.suspended(dt.date(2017, 12, 31), dt.date(2022, 12, 31))
    for name, last in (("2ipd-rank", 2021), ("gci-rank", 2023)):
        indicator = DIRECTIVE_01.indicator(name)
        assert not indicator.suspended(dt.date(last, 1, 1), dt.date(last, 12, 31))
        assert indicator.suspended(dt.date(last + 1, 1, 1), dt.date(last + 9, 12, 31))


def test_every_sector_of_the_ministry_passed_on_and_an_account_says_so() -> None:
    passed_on = {s.field: s for s in DIRECTIVE_01.organization("btttt").successions}

    assert set(passed_on) == {sector.id for sector in DIRECTIVE_01.sectors}
    assert passed_on["cybersecurity"].successor == "bca"
    assert "02/2025/NĐ-CP" in passed_on["cybersecurity"].note.vi
    assert {s.since for s in passed_on.values()} == {dt.date(2025, 3, 1)}
    assert all(DIRECTIVE_01.source(w).url for s in passed_on.values() for w in s.corroborated_by)
    assert all(s.corroborated_by for s in passed_on.values())
    assert passed_on["press-and-media"].successor == "bvhttdl"
    assert passed_on["postal"].successor == "bkhcn"


# --- finding and looking up -----------------------------------------------------------------


@st.composite
def _phrases(draw: st.DrawFn) -> str:
    words = _words(draw(st.sampled_from(ELEMENTS))).split()
    start = draw(st.integers(0, len(words) - 1))
    phrase = " ".join(words[start : draw(st.integers(start + 1, len(words)))])
    assume(any(letter.isalnum() for letter in phrase))  # a dash alone is no word to look for
    return phrase


def _strip_tones(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@given(_phrases(), st.sampled_from([fold, _strip_tones, str.upper, str.lower, str.title]))
def test_tones_and_case_never_hide_what_is_found(phrase: str, hurried: object) -> None:
    assert callable(hurried)
    found = DIRECTIVE_01.find(phrase)

    assert found
    assert set(DIRECTIVE_01.find(hurried(phrase))) >= set(found)
    assert DIRECTIVE_01.find(f"  {phrase.replace(' ', '  ')} ") == found


@given(st.sampled_from(ELEMENTS), st.data())
def test_a_requirement_is_found_by_any_of_its_words(
    element: Task | Target, data: st.DataObject
) -> None:
    word = data.draw(st.sampled_from(_words(element).split()))

    assert element in DIRECTIVE_01.find(word.replace("Đ", "D").replace("đ", "d"))


@given(st.text())
def test_what_is_found_comes_in_the_order_of_the_text(words: str) -> None:
    sections = [e for e in DIRECTIVE_01.find(words) if isinstance(e, Section)]

    assert sections == sorted(sections, key=lambda section: section.span.start)


def test_a_target_is_found_by_the_name_of_its_indicator() -> None:
    assert DIRECTIVE_01.target("postal.upu-rank") in DIRECTIVE_01.find("2ipd")
    assert DIRECTIVE_01.find("buu chinh")[0] is DIRECTIVE_01.section("postal")
    assert DIRECTIVE_01.find("đại hội ĐẢNG") == DIRECTIVE_01.find("dai hoi dang")
    assert DIRECTIVE_01.find(" ") == ()


@given(st.sampled_from(ELEMENTS), st.data())
def test_a_slip_of_one_letter_is_answered_with_the_name_that_was_meant(
    element: Task | Target, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(element.id) - 1))
    slip = element.id[:at] + "_" + element.id[at + 1 :]
    assume(slip != element.id)
    look_up = DIRECTIVE_01.task if isinstance(element, Task) else DIRECTIVE_01.target
    with pytest.raises(UnknownNameError) as caught:
        look_up(slip)

    assert element.id in caught.value.near
    assert repr(element.id) in str(caught.value)


def test_a_notebook_shows_what_a_target_rests_on(directive_01: Directive) -> None:
    shown = directive_01.target("postal.upu-rank")._repr_html_("en")

    for words in ("my-hanh-2020 [863:", "Integrated Index for Postal", "names no index"):
        assert words in shown
    translated = '<span lang="en">By the end of 2020, Viet Nam'
    assert translated in directive_01.target("postal.upu-rank")._repr_html_("vi")


def test_the_ict_index_broke_with_its_past_in_2023(directive_01: Directive) -> None:
    (change,) = directive_01.indicator("idi-rank").breaks

    assert change.at == dt.date(2023, 1, 1)
