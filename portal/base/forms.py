from django import forms


class MultipleFileInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class MultipleFileField(forms.FileField):
    """Several files at once (Django's documentation, “Uploading multiple files”)."""

    widget = MultipleFileInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [super(MultipleFileField, self).clean(file, initial) for file in files or [None]]


class CollectionChoice(forms.ModelChoiceField):
    """One of some collections, each indented below the one that holds it."""

    def label_from_instance(self, collection):
        return collection.get_indented_name()
