"""A whole year, turn after turn: every warning is answered, lapses or rings, and so does each question it asked."""

from collections import Counter
from datetime import timedelta
from random import Random

from tests.conftest import NOW
from tests.jobs import busy
from upstander.store.desk import models
from upstander.store.lake import Lake

TURN = timedelta(days=3)
AT_LEAST = {"issued": 8, "acknowledged": 5, "decided": 4, "lapsed": 20, "exhausted": 40, "thread closed": 1}
"""What has to happen for the year to prove anything."""


def test_of_a_whole_year_no_warning_ends_in_silence_for_anybody_whom_it_asked(db: None, lake: Lake) -> None:
    desk, chance = busy.opened(lake, NOW), Random("a year")
    while desk.now < NOW + 365 * busy.DAY:
        desk.now += TURN
        turn = (desk.now - NOW) // TURN
        if turn % 4 == 0:
            busy.a_new_turn(desk)
        busy.a_day(desk, chance, 6)
        busy.the_worker_wakes(desk.now + timedelta(hours=chance.choice((1, 5, 20))))
        for check in busy.ALWAYS if turn % 20 == 0 else ():
            check(desk)
    desk.now += busy.DAY
    for check in busy.A_YEAR_ON:
        check(desk)
    done = Counter(models.Entry.objects.values_list("action", flat=True))
    assert {deed: done[deed] for deed, least in AT_LEAST.items() if done[deed] < least} == {}, done
