"""What a person may hand in, with the sentence that says what to do where it cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile

from waylight.desk.services.uploads import AUTHORITY, HOMES, MAPPING, POLICE, Incoming
from waylight.exchange.files.kinds import kind_of

TABLES = (".csv", ".xlsx", ".parquet")


def _instead(file: UploadedFile, kinds: Sequence[str]) -> str:
    """What a file is that cannot be taken, and what to do."""
    found = kind_of(file.read(600))
    file.seek(0)
    if found is None:
        return f"is not a {' or '.join(kinds)} file. Export it again in that form."
    return f"is {found[0]}. {found[1][0].upper()}{found[1][1:]}."


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files under one label."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen:
            super().clean(None, initial)
        return [super(ManyFiles, self).clean(one, initial) for one in chosen]


class UploadForm(forms.Form):
    """The extracts of one reconciliation."""

    police = forms.FileField(
        allow_empty_file=True,
        error_messages={"required": "Choose the police file"},
    )
    authority = ManyFiles(
        allow_empty_file=True,
        error_messages={"required": "Choose the authority's files: children, placements and missing"},
    )
    homes = forms.FileField(required=False, allow_empty_file=True)
    mapping = forms.FileField(required=False, allow_empty_file=True)
    expects: ClassVar = {
        "police": TABLES,
        "authority": TABLES,
        "homes": TABLES,
        "mapping": (".toml",),
    }

    def _of_kind(self, name: str, files: Sequence[UploadedFile]) -> None:
        for file in files:
            kinds = self.expects[name]
            if Path(file.name or "").suffix.lower() not in kinds:
                self.add_error(name, f"{file.name} {_instead(file, kinds)}")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.expects:
            given = data.get(name)
            if given:
                self._of_kind(name, given if isinstance(given, list) else [given])
        return data

    def files_in(self) -> list[Incoming]:
        """The files with their slots, once the form is valid."""
        data = self.cleaned_data
        found = [(POLICE, data["police"]), *((AUTHORITY, one) for one in data["authority"])]
        found += [(slot, data[slot]) for slot in (HOMES, MAPPING) if data.get(slot)]
        return [Incoming(slot, Path(file.name or "").name, file.read()) for slot, file in found]
