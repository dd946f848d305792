from django_tasks import TaskContext, task

from documents import citing, reading


@task(backend="heavy", takes_context=True)
def read_document(context: TaskContext, document_id: int) -> None:
    """Read the text of a document that still waits for it."""
    # A worker that takes the task again does so because the one before was killed over it.
    reading.read(document_id, interruptions=context.attempt - 1)


@task(backend="heavy")
def read_citations_again() -> None:
    """Find anew what all published texts refer to, after the library learned a name."""
    citing.read_again()
