from academy.cms.plots import FLOOR, HEIGHT, plot_of, plot_of_counts


def test_highest_spine_takes_the_height_and_all_stand_on_the_shelf() -> None:
    plot = plot_of([("01", 10, 5), ("02", 40, 40), ("03", 0, 0)])
    assert [bar.whole_height for bar in plot.bars] == [HEIGHT / 4, HEIGHT, 0]
    assert [bar.part_height for bar in plot.bars] == [HEIGHT / 8, HEIGHT, 0]
    assert {bar.whole_y + bar.whole_height for bar in plot.bars} == {FLOOR}
    assert {bar.part_y + bar.part_height for bar in plot.bars} == {FLOOR}


def test_spines_do_not_touch_and_stay_in_the_drawing() -> None:
    bars = plot_of([(str(number), 1, 0) for number in range(12)]).bars
    edges = [edge for bar in bars for edge in (bar.x, bar.x + bar.width)]
    assert (edges, edges[0] > 0, edges[-1] < 100) == (sorted(edges), True, True)


def test_summary_says_every_number() -> None:
    assert plot_of([("01", 12, 10), ("02", 18, 15)]).summary == "01 12, 10; 02 18, 15"


def test_plot_of_nothing_is_an_empty_shelf() -> None:
    assert plot_of([]).bars == ()
    assert plot_of([("01", 0, 0)]).bars[0].whole_height == 0


def test_plot_of_counts_says_each_number_once() -> None:
    plot = plot_of_counts([("A", 2), ("B", 4)])
    assert plot.summary == "A 2; B 4"
    assert [bar.part_height for bar in plot.bars] == [bar.whole_height for bar in plot.bars] == [HEIGHT / 2, HEIGHT]
