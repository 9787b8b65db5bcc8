"""A sorting is undone: marked so, never deleted, and what stood before it stands again."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sopu.accounts.models import User
from sopu.core.refusals import Refused
from sopu.forum.models import Event
from sopu.synthesis.actions.turns import who
from sopu.synthesis.models import Sorting, ThemeWord


@transaction.atomic
def undo_sorting(*, sorting: Sorting, undone_by: User) -> Sorting:
    """What the sorting did does not stand any more; refused while a later one builds on a theme that it made."""
    Event.objects.select_for_update().get(pk=sorting.event_id)
    found = Sorting.objects.with_people().get(pk=sorting.pk)
    if found.undone_by == undone_by:
        return found
    if found.undone_by:
        raise Refused("already_undone", _("%(who)s has undone this already.") % {"who": found.undone_by.name})
    _refuse_if_built_upon(found)
    found.undone_by, found.undone_at = undone_by, timezone.now()
    found.save(update_fields=["undone_by", "undone_at"])
    return found


def _refuse_if_built_upon(sorting: Sorting) -> None:
    themes = list(sorting.themes.all())
    builds = Q(words__theme__in=themes) | Q(words__merged_into__in=themes) | Q(placements__theme__in=themes)
    builds |= Q(apart__first__in=themes) | Q(apart__second__in=themes)
    later = Sorting.objects.of(sorting.event).standing().filter(builds, id__gt=sorting.pk).distinct().with_people()
    if not themes or not (count := later.count()):
        return
    latest, names = later[0], ThemeWord.objects.filter(sorting=sorting, is_gone=False)
    facts = {
        "name": names[0].name,
        "n": count,
        "who": who(latest),
        "what": latest.get_kind_display(),
        "at": date_format(timezone.localtime(latest.made_at), "DATETIME_FORMAT"),
    }
    raise Refused(
        "built_upon",
        ngettext(
            "“%(name)s” was changed after this was made. Undo that first: %(who)s, %(what)s, %(at)s.",
            "What was made here, such as “%(name)s”, was changed %(n)s times since. "
            "Undo those first; the latest: %(who)s, %(what)s, %(at)s.",
            count,
        )
        % facts,
    )
