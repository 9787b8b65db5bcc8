"""Plans listen to what the texts tell from the start, in every program."""

from django.apps import AppConfig


class Plans(AppConfig):
    """The stage of doing."""

    name = "sopu.plans"

    def ready(self) -> None:
        """What the texts tell is heard from now on."""
        from sopu.plans import receivers  # noqa: F401  # to read it is to listen
