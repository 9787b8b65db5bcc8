"""The law of the plans: the values that a plan speaks in, and what must be true of it."""

from sopu.plans.rules.values import Activity, Direction, Level, Light, MeasureKind, Sex, Source, Stage, Verdict

__all__ = ["Activity", "Direction", "Level", "Light", "MeasureKind", "Sex", "Source", "Stage", "Verdict"]
