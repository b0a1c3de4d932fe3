"""A file of leads from the upload to the last row, over the API and with the real jobs."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.crm.models import ContactIdentity, Lead, LeadImport

CSV = "שם,טלפון,עיר\nדנה כהן,052-1234567,חיפה\nיוסי לוי,0541112222,\n"


def upload(api, content, name="leads.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    return api.post("/api/v1/imports/", {"file": SimpleUploadedFile(name, data)}, format="multipart")


def imported(api, jobs, content, *, duplicates="skip", mapping=None, name="leads.csv"):
    """Uploads, checks and imports a file; returns what the API says of it in the end."""
    made = upload(api, content, name).json()
    path = f"/api/v1/imports/{made['id']}/"
    body = {"mapping": mapping or made["mapping"], "duplicates": duplicates}
    assert api.post(f"{path}dry-run/", body, format="json").status_code == 202
    jobs.run()
    assert api.get(path).json()["state"] == "checked"
    assert api.post(f"{path}start/").status_code == 202
    jobs.run()
    return api.get(path).json()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_file_becomes_leads(business, api, jobs):
    done = imported(api, jobs, CSV)

    assert (done["state"], done["created"], done["failed"]) == ("done", 2, 0)
    dana = Lead.objects.get(name="דנה כהן")
    assert (dana.phone, dana.city, dana.source) == ("+972521234567", "חיפה", "import")
    assert ContactIdentity.objects.get(value="+972521234567").lead == dana
    assert LeadImport.objects.get().file == ""
