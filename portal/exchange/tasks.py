from django_tasks import TaskContext, task

from portal.exchange import register_carrying


@task(backend="heavy", takes_context=True)
def carry_on_import(context: TaskContext, import_id: int) -> None:
    """Check a register, or write what is left of it."""
    # A worker that takes the task again does so because the one before was killed over it.
    register_carrying.carry_on(import_id, interruptions=context.attempt - 1)
