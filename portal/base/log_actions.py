"""What stands in the history of a page or picture, for actions of our own."""

from collections.abc import Mapping

from wagtail.log_actions import LogActionRegistry, LogFormatter


class _Details(dict):
    def __missing__(self, name: str) -> str:
        return ""


class _SentenceFormatter(LogFormatter):
    sentence = ""

    def format_message(self, log_entry):
        return self.sentence % _Details(log_entry.data or {})

    def format_comment(self, log_entry):
        return (log_entry.data or {}).get("reason", "")


def register_sentences(actions: LogActionRegistry, sentences: Mapping[str, tuple]) -> None:
    """Register actions, each with its label and a sentence that names details kept with an entry, as “%(reason)s”.

    A detail that an entry lacks is left empty; a reason stands as the comment, too.
    """
    for action, (label, sentence) in sentences.items():
        formatter = type("Formatter", (_SentenceFormatter,), {"label": label, "sentence": sentence})
        actions.register_action(action)(formatter)
