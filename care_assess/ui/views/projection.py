"""The screen of the room: one question in large type, who has voted, then what the votes say."""

from care_assess.ui.projecting import draw_screen
from care_assess.ui.workshop_desk import desk

draw_screen(desk())
