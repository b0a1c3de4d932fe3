"""Imports without the API: a file becomes an import that is checked and running."""

import io

from apps.crm.models import LeadImport
from apps.crm.services.import_runs import import_check_run, import_run
from apps.crm.services.import_undoing import import_rollback_run
from apps.crm.services.imports import import_check, import_rollback, import_start, import_upload
from apps.crm.tests.people import DANA


def running(content, *, duplicates="skip"):
    data = content.encode()
    made = import_upload(file=io.BytesIO(data), size=len(data), name="leads.csv", actor=DANA)
    import_check(import_id=made.pk, mapping=made.mapping, duplicates=duplicates, actor=DANA)
    import_check_run(import_id=made.pk)
    import_start(import_id=made.pk, actor=DANA)
    return LeadImport.objects.get(pk=made.pk)


def finished(content, *, duplicates="skip"):
    lead_import = running(content, duplicates=duplicates)
    import_run(import_id=lead_import.pk)
    return LeadImport.objects.get(pk=lead_import.pk)


def undone(lead_import):
    import_rollback(import_id=lead_import.pk, actor=DANA)
    import_rollback_run(import_id=lead_import.pk)
    return LeadImport.objects.get(pk=lead_import.pk)


def outcomes(lead_import):
    return [lead_import.created, lead_import.updated, lead_import.skipped, lead_import.failed]
