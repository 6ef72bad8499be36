"""Where labels go: inside the frame, clear of each other, near what they name."""

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive.present.label_layout import Box, Label, along, place, place_above, stack

FRAME = Box(0, 0, 400, 200)
STRIP = Box(0, 200, 400, 240)
_LABELS = st.lists(
    st.builds(
        Label,
        x=st.floats(0, 400),
        y=st.floats(0, 200),
        width=st.floats(1, 120),
        height=st.floats(8, 12),
        angle=st.sampled_from([-90, 0, 90, 180]),
        needed=st.booleans(),
    ),
    max_size=12,
)


@given(_LABELS)
def test_labels_stay_inside_and_cover_neither_each_other_nor_what_is_taken(
    labels: list[Label],
) -> None:
    taken = [label.around(label.x, label.y)._replace(right=label.x + 4) for label in labels[:3]]
    boxes = [box for box in place(labels, FRAME, 5, taken=taken) if box is not None]

    assert all(FRAME.holds(box) for box in boxes)
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    assert not any(box.meets(other) for box in boxes for other in taken)


@given(_LABELS)
def test_labels_above_are_clear_of_each_other_and_of_the_lines_that_lead_to_them(
    labels: list[Label],
) -> None:
    found = place_above(labels, STRIP, 5)

    boxes = [box for box in found if box is not None]
    stems = [
        (label, Box(label.x - 1, STRIP.bottom - 1, label.x + 1, box.bottom))
        for label, box in zip(labels, found, strict=True)
        if box is not None
    ]
    assert all(STRIP.holds(box) for box in boxes)
    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    for label, stem in stems:
        own = found[labels.index(label)]
        assert not any(stem.meets(box) for box in boxes if box != own)


@given(_LABELS)
def test_a_column_keeps_its_order_and_its_gaps(labels: list[Label]) -> None:
    middles = stack(labels, 0, 200, 2)

    ends = sorted(
        (m - label.height / 2, m + label.height / 2)
        for m, label in zip(middles, labels, strict=True)
    )
    assert all(low >= -1e-9 and high <= 200 + 1e-9 for low, high in ends)
    assert all(b[0] - a[1] >= 2 - 1e-9 for a, b in pairwise(ends))
    heights = sorted(range(len(labels)), key=lambda i: labels[i].y)
    assert [middles[i] for i in heights] == sorted(middles)


def test_a_label_stands_where_it_would_rather() -> None:
    label = Label(200, 100, 40, 10, angle=90)

    (box,) = place([label], FRAME, 5)

    assert box == Box(180, 105, 220, 115)


def test_a_label_gives_way_to_a_line_and_comes_back_without_it() -> None:
    label = Label(200, 100, 40, 10, angle=90)
    line = list(along(150, 110, 250, 110, 4))

    (box,) = place([label], FRAME, 5, lines=line)

    assert box is not None
    assert not any(box.meets(piece) for piece in line)


def test_a_label_that_may_be_left_out_is_left_out_where_there_is_no_room_near() -> None:
    wall = Box(100, 50, 300, 150)
    label = Label(200, 100, 40, 10)

    assert place([label._replace(needed=False)], FRAME, 5, taken=[wall]) == [None]
    (box,) = place([label], FRAME, 5, taken=[wall])
    assert box is not None
    assert not box.meets(wall)


def test_a_label_with_no_room_anywhere_has_no_place() -> None:
    assert place([Label(10, 10, 500, 10)], FRAME, 5) == [None]
    assert place_above([Label(10, 10, 50, 100)], STRIP, 5) == [None]
    assert place_above([Label(500, 10, 50, 10)], STRIP, 5) == [None]


def test_a_label_above_lets_the_line_of_its_neighbour_pass() -> None:
    due, signed = Label(390, 0, 90, 10), Label(370, 0, 90, 10)

    first, second = place_above([due, signed], STRIP, 5)

    assert first is not None
    assert second is not None
    assert not first.meets(second)
    assert second.left <= 370 <= second.right + 5


def test_a_point_is_covered_by_one_box_at_least() -> None:
    assert next(iter(along(5, 5, 5, 5, 8))) == Box(3, 3, 7, 7)
    assert Box(0, 0, 1, 1).grown(1) == Box(-1, -1, 2, 2)
