"""Imports over the API, with the real jobs."""

from django.core.files.uploadedfile import SimpleUploadedFile

CSV = "שם,טלפון,עיר\nדנה כהן,052-1234567,חיפה\nיוסי לוי,0541112222,\n"


def upload(api, content, name="leads.csv", **headers):
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile(name, data)
    return api.post("/api/v1/imports/", {"file": file}, format="multipart", headers=headers)


def checked(api, jobs, content, *, duplicates="skip", mapping=None, name="leads.csv"):
    """Uploads a file and tries it; returns what the API says of it."""
    made = upload(api, content, name).json()
    path = f"/api/v1/imports/{made['id']}/"
    body = {"mapping": mapping or made["mapping"], "duplicates": duplicates}
    assert api.post(f"{path}dry-run/", body, format="json").status_code == 202
    jobs.run()
    return api.get(path).json()


def imported(api, jobs, content, **more):
    """The same, and imports it."""
    path = f"/api/v1/imports/{checked(api, jobs, content, **more)['id']}/"
    assert api.post(f"{path}start/").status_code == 202
    jobs.run()
    return api.get(path).json()


def counts(answer):
    return {name: answer[name] for name in ("created", "updated", "skipped", "failed")}
