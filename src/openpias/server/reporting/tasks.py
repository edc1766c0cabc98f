"""Which work of reporting runs later, or at a time of day? Each task calls one operation."""

PROCESS = "reporting.process"
MOVE_DEADLINES = "reporting.move-deadlines"
