"""The page of those who take part: the code first, then one question at a time."""

from care_assess.ui.joining import draw_door, draw_seat
from care_assess.ui.workshop_desk import my_seat, workshops

work = workshops()
seat = my_seat(work)
if seat is None:
    draw_door(work)
else:
    draw_seat(work, seat)
