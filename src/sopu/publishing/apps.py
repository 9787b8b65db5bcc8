"""Publishing listens to what the plans tell from the start, in every program."""

from django.apps import AppConfig


class Publishing(AppConfig):
    """The stage of telling."""

    name = "sopu.publishing"

    def ready(self) -> None:
        """What the plans tell is heard from now on."""
        from sopu.publishing import receivers  # noqa: F401  # to read it is to listen
