"""POST /questions/imports and GET /questions/export: many questions at once, for administrators."""

from __future__ import annotations

from typing import Annotated

from flask import Blueprint, Response
from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from mockmate_api.http import transaction
from mockmate_api.http.authentication import Credential
from mockmate_api.http.extensions import db
from mockmate_api.http.fields import Query
from mockmate_api.http.operation import operation
from mockmate_api.http.problems import ValidationFailed
from mockmate_api.http.uploads import Form, UploadedFile, Uploads
from mockmate_api.questions.imports import archive, files, taking
from mockmate_api.questions.imports.formats import ImportFormat
from mockmate_api.questions.imports.report import ImportReport
from shared.core.errors import SlugTaken

blueprint = Blueprint("imports", __name__)


def _named(uploads: list[UploadedFile]) -> list[UploadedFile]:
    if not all(upload.name for upload in uploads):
        raise PydanticCustomError("filename", "must have a file name each")
    return uploads


class ImportForm(Form):
    """Files with questions: one or several, or a zip of them. Zips are unpacked."""

    files: Annotated[Uploads, AfterValidator(_named)]
    # Clients that are generated in Rust don't compile with an enumeration in a form.
    format: Annotated[str, StringConstraints(pattern=f"^({'|'.join(ImportFormat)})$")] = Field(
        "auto", description=f"{', '.join(ImportFormat)}. auto: what each file looks like."
    )
    dry_run: bool = Field(default=False, description="Only report what would happen.")
    skip_refused: bool = Field(default=False, description="Write the others even if some are refused.")
    replace_edited: bool = Field(
        default=False, description="Replace also questions that were edited here, written here, or are of the bank."
    )


class ExportQuery(Query):
    """Which questions."""

    retired: bool | None = Field(None, description="true: only retired ones; false: only others.")


@operation(
    blueprint,
    "POST",
    "/imports",
    returns={200: ImportReport},
    errors=(SlugTaken,),
    credential=Credential.ADMIN,
)
def import_questions(form: ImportForm) -> ImportReport:
    """Import many questions: from Markdown, JSON, CSV, Exercism, Kattis packages, or lists like LeetCode's.

    All or none: if any is refused, nothing is written, unless `skip_refused`. What lacks something is imported as a
    draft. Importing the same again changes nothing. The report says what became of each question.
    """
    try:
        given = files.read_uploads([(upload.name, upload.data) for upload in form.files])
    except files.Unusable as error:
        raise ValidationFailed([{"pointer": "#/files", "detail": str(error), "code": "files"}]) from None
    options = taking.Options(
        format=ImportFormat(form.format),
        dry_run=form.dry_run,
        skip_refused=form.skip_refused,
        replace_edited=form.replace_edited,
    )
    transaction.release()  # while the files are read, which may take seconds
    return taking.take(db.session(), given, options)


@operation(blueprint, "GET", "/export", returns={200: archive.MEDIA_TYPE}, credential=Credential.ADMIN)
def export_questions(query: ExportQuery) -> Response:
    """Export all questions as Markdown files in a zip, which can be imported again."""
    packed = archive.packed(db.session(), retired=query.retired)
    headers = {"Content-Disposition": 'attachment; filename="questions.zip"'}
    return Response(packed, mimetype=archive.MEDIA_TYPE, headers=headers)
