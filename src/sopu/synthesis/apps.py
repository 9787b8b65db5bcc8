"""The synthesis listens to the forum from the start, in every program."""

from django.apps import AppConfig


class Synthesis(AppConfig):
    """The stage of understanding."""

    name = "sopu.synthesis"

    def ready(self) -> None:
        """What the forum tells is heard from now on."""
        from sopu.synthesis import receivers  # noqa: F401  # to read it is to listen
