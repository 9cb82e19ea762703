"""What the program says, in English and Japanese, and the errors that say why a run cannot go on."""

from backoffice.messages.catalogue import FILES, groups_of, label, labels, message, messages_in

__all__ = ["FILES", "groups_of", "label", "labels", "message", "messages_in"]
