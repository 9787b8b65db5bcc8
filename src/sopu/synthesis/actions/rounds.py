"""Rounds of work in the background, of which one does what all that were asked for would do."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult


@transaction.atomic
def clear_rounds(*, task: Task[Any, Any]) -> None:
    """Rounds that are due now, and those that are done, go: the round that begins does their work."""
    rounds = DBTaskResult.objects.filter(task_path=task.module_path)
    due = Q(pk__in=rounds.ready().values("pk"))
    rounds.filter(due | Q(status=TaskResultStatus.SUCCESSFUL)).delete()


@transaction.atomic
def drop_round(*, asked: TaskResult[Any]) -> None:
    """A round that was asked for is not needed."""
    DBTaskResult.objects.filter(pk=asked.id).delete()
