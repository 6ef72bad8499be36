"""Where labels go: inside the frame, clear of each other, near what they name."""

from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.present.label_layout import Box, Label, along, around, place

FRAME = Box(0, 0, 400, 200)
STRIP = Box(0, 200, 400, 240)
MARGIN = Box(400, 0, 600, 200)
HEIGHTS = st.floats(8, 12)


def _labels(x: st.SearchStrategy[float], y: st.SearchStrategy[float]) -> Any:
    label = st.builds(
        Label,
        x=x,
        y=y,
        width=st.floats(8, 120),
        height=HEIGHTS,
        angle=st.sampled_from([-90, 0, 90, 180]),
        needed=st.booleans(),
    )
    return st.lists(label, max_size=8)


INSIDE = _labels(st.floats(0, 400), st.floats(0, 200))


@given(INSIDE)
def test_labels_stay_inside_and_cover_neither_each_other_nor_what_is_taken(
    labels: list[Label],
) -> None:
    taken = [label.box(0, 0)._replace(right=label.x + 4) for label in labels[:3]]
    boxes = [box for box in place(labels, FRAME, 5, taken, []) if box is not None]

    assert all(FRAME.holds(box) for box in boxes)
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    assert not any(box.meets(other) for box in boxes for other in taken)


@pytest.mark.parametrize(
    "frame, x, y",
    [
        (FRAME, st.floats(0, 400), st.floats(0, 200)),
        (STRIP, st.floats(0, 400), st.just(200.0)),
        (MARGIN, st.just(400.0), st.floats(0, 200)),
    ],
)
def test_no_line_to_a_label_lies_under_another_label(frame: Box, x: Any, y: Any) -> None:
    @given(_labels(x, y))
    def holds(labels: list[Label]) -> None:
        boxes = place(labels, frame, 5, [], [])

        for number, (label, box) in enumerate(zip(labels, boxes, strict=True)):
            if box is None:
                continue
            _, _, *line = along(label.x, label.y, *box.nearest(label.x, label.y), 2.5)
            for other in boxes[:number] + boxes[number + 1 :]:
                assert other is None or not other.meets(box)
                assert other is None or not any(piece.meets(other) for piece in line)

    holds()


@given(INSIDE)
def test_no_box_covers_the_point_that_it_names(labels: list[Label]) -> None:
    for label in labels:
        for _, box in around(label, 5):
            x, y = box.nearest(label.x, label.y)
            assert max(abs(x - label.x), abs(y - label.y)) >= 5 - 1e-9


@given(st.lists(st.floats(10, 190), min_size=2, max_size=2).map(sorted))
def test_labels_in_a_column_lie_at_their_own_heights_where_there_is_room(
    heights: list[float],
) -> None:
    labels = [Label(400, y, 60, 10, angle=0) for y in heights]

    boxes = place(labels, MARGIN, 5, [], [])

    if all(b - a > 14 for a, b in pairwise(heights)):
        assert [box and (box.bottom + box.top) / 2 for box in boxes] == pytest.approx(heights)
    assert all(box and MARGIN.holds(box) for box in boxes)


def test_a_label_lies_where_it_prefers_to() -> None:
    label = Label(200, 100, 40, 10, angle=90)

    (box,) = place([label], FRAME, 5, [], [])

    assert box == Box(180, 105, 220, 115)


def test_a_label_gives_way_to_a_line() -> None:
    label = Label(200, 100, 40, 10, angle=90)
    line = list(along(150, 110, 250, 110, 4))

    (box,) = place([label], FRAME, 5, [], line)

    assert box is not None
    assert not any(box.meets(piece) for piece in line)


def test_a_label_that_may_be_left_out_is_left_out_where_there_is_no_room_near() -> None:
    wall = Box(100, 50, 300, 150)
    label = Label(200, 100, 40, 10)

    assert place([label._replace(needed=False)], FRAME, 5, [wall], []) == [None]
    (box,) = place([label], FRAME, 5, [wall], [])
    assert box is not None
    assert not box.meets(wall)


def test_a_label_with_no_room_anywhere_has_no_place() -> None:
    assert place([Label(10, 10, 500, 10)], FRAME, 5, [], []) == [None]
    assert place([Label(10, 200, 50, 100)], STRIP, 5, [], []) == [None]


def test_a_label_above_lets_the_line_of_its_neighbour_pass() -> None:
    due, signed = Label(390, 200, 90, 10), Label(370, 200, 90, 10)
    lines = [Box(x - 1, 201, x + 1, 212) for x in (390, 370)]

    first, second = place([due, signed], STRIP, 5, [], lines)

    assert first is not None
    assert second is not None
    assert not first.meets(second)
    assert second.left <= 370 <= second.right + 5


def test_a_point_is_covered_by_one_box_at_least() -> None:
    assert next(iter(along(5, 5, 5, 5, 8))) == Box(3, 3, 7, 7)
    assert Box(0, 0, 1, 1).grown(1) == Box(-1, -1, 2, 2)


def test_the_last_label_chooses_first_where_one_would_have_no_place_otherwise() -> None:
    labels = [
        Label(55, 25, 60, 10, angle=180),
        Label(90, 20, 80, 10, angle=0),
        Label(75, 30, 80, 10, angle=90),
    ]

    boxes = place(labels, Box(0, 0, 140, 60), 5, [], [])

    assert None not in boxes
    assert boxes == place(labels[::-1], Box(0, 0, 140, 60), 5, [], [])[::-1]
