from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from django.core.files.uploadedfile import SimpleUploadedFile

from apps.accounts.testing import client_for, impersonation_make
from apps.core import clock
from apps.crm.models import Lead, LeadImport
from apps.crm.tests.threads import at_once
from apps.requests.errors import KeyReusedError
from apps.requests.models import KeyedRequest
from apps.requests.services import Answer, request_once, requests_forget
from apps.tenants.context import in_tenant

URL = "/api/v1/leads/"
KEY = {"idempotency-key": "8a5d-1"}
DANA = {"name": "דנה", "phone": "0521234567"}


def post(client, body, key=KEY, url=URL):
    return client.post(url, body, format="json", headers=key)


def test_the_same_request_again_makes_nothing_new_and_is_answered_alike(api):
    first, again = post(api, DANA), post(api, DANA)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Lead.objects.count() == 1


def test_without_a_key_a_nameless_wish_is_made_twice(api):
    for _ in range(2):
        post(api, {"name": "דנה"}, key={})

    assert Lead.objects.count() == 2


def test_another_key_is_another_request(api):
    post(api, {"name": "דנה"})
    post(api, {"name": "דנה"}, key={"idempotency-key": "8a5d-2"})

    assert Lead.objects.count() == 2


def test_a_key_cannot_be_sent_with_another_content(api):
    post(api, DANA)

    answer = post(api, {**DANA, "city": "חיפה"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "idempotency_key_reused")
    assert Lead.objects.get().city == ""


def test_a_key_belongs_to_one_person_one_place_and_one_business(api, sign_in, business, other_api):
    post(api, {"name": "דנה"})
    post(sign_in(business), {"name": "דנה"})
    post(other_api, {"name": "דנה"})
    task = post(api, {"title": "לחזור"}, url="/api/v1/tasks/")

    assert task.status_code == 201
    assert Lead.objects.count() == 2
    assert KeyedRequest.objects.count() == 3


def test_a_refused_request_may_come_again(api):
    assert post(api, {"name": "דנה", "phone": "12"}).status_code == 422
    assert KeyedRequest.objects.count() == 0

    assert post(api, DANA).status_code == 201


def test_a_note_is_written_once_under_its_own_lead(api):
    leads = [post(api, {"name": name}, key={}).json()["id"] for name in ("דנה", "רון")]
    urls = [f"{URL}{lead_id}/notes/" for lead_id in leads]

    answers = [post(api, {"text": "הערה"}, url=url) for url in (urls[0], urls[0], urls[1])]

    assert [answer.status_code for answer in answers] == [201, 201, 422]
    assert api.get(urls[1]).json()["results"] == []


@pytest.mark.parametrize("key", ["", " ", "א", "x" * 256, "a b"])
def test_a_key_no_header_should_hold_is_refused(api, key):
    answer = api.post(URL, DANA, format="json", HTTP_IDEMPOTENCY_KEY=key)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "idempotency_key_invalid")
    assert Lead.objects.count() == 0


def test_what_was_made_and_deleted_since_is_not_made_again(api):
    made = post(api, DANA)
    api.delete(f"{URL}{made.json()['id']}/")

    assert post(api, DANA).content == made.content
    assert Lead.objects.count() == 0


def test_every_word_of_an_answer_comes_again_and_its_headers(api):
    answers = [post(api, {"title": "לחזור"}, url="/api/v1/tasks/") for _ in range(2)]
    changed = api.patch(f"/api/v1/tasks/{answers[0].json()['id']}/", {"title": "אחר"}, format="json")
    assert changed.status_code == 200
    answers.append(post(api, {"title": "לחזור"}, url="/api/v1/tasks/"))

    assert len({answer.content for answer in answers}) == 1
    assert {(answer.status_code, answer.headers["ETag"]) for answer in answers} == {(201, 'W/"1"')}


def test_an_answer_without_words_comes_again(api):
    seen = [post(api, {"last_id": 7}, url="/api/v1/tasks/notices/seen/") for _ in range(2)]

    assert [(answer.status_code, answer.content) for answer in seen] == [(204, b"")] * 2


def test_a_file_is_taken_in_once_and_another_file_is_another_request(api, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def upload(content):
        file = SimpleUploadedFile("leads.csv", content.encode())
        return api.post("/api/v1/imports/", {"file": file}, format="multipart", headers=KEY)

    first, again, other = upload("שם\nדנה\n"), upload("שם\nדנה\n"), upload("שם\nרון\n")

    assert (first.status_code, again.status_code, first.content) == (201, 201, again.content)
    assert (other.status_code, other.json()["error"]["code"]) == (422, "idempotency_key_reused")
    assert LeadImport.objects.count() == 1


def test_nothing_of_an_answer_can_be_read_where_it_is_kept(api):
    post(api, DANA)

    kept = KeyedRequest.objects.get().answer
    assert "דנה" not in kept
    assert "521234567" not in kept


def test_the_answer_goes_with_a_person_who_is_erased_and_nothing_is_made_again(api, other_api):
    lead_id = post(api, DANA).json()["id"]
    post(other_api, DANA)
    erased = [
        api.post(f"{URL}{lead_id}/erase/", {"confirm": "דנה"}, format="json", headers=KEY) for _ in range(2)
    ]
    assert [answer.status_code for answer in erased] == [204, 204]

    again = post(api, DANA)

    assert (again.status_code, again.json()["error"]["code"]) == (409, "idempotency_answer_forgotten")
    assert Lead.objects.count() == 0
    assert post(other_api, DANA).status_code == 201


def test_what_was_asked_is_forgotten_with_the_answer(api):
    lead_id = post(api, DANA).json()["id"]
    api.post(f"{URL}{lead_id}/erase/", {"confirm": "דנה"}, format="json", headers=KEY)

    assert {*KeyedRequest.objects.values_list("fingerprint", flat=True)} == {""}


def test_what_was_asked_cannot_be_guessed_from_its_fingerprint_without_our_key(api, settings):
    post(api, DANA)
    settings.SECRET_KEY = "another" * 10

    assert post(api, DANA).json()["error"]["code"] == "idempotency_key_reused"


def test_who_acts_as_a_member_is_not_told_what_the_member_was(api, business):
    post(api, DANA)
    impersonation = impersonation_make(membership=api.membership)
    acting = client_for(api.membership, impersonation=impersonation)

    answer = post(acting, {"name": "רון"})

    assert (answer.status_code, answer.json()["name"]) == (201, "רון")
    assert KeyedRequest.objects.count() == 2


def test_a_secret_is_told_once_and_kept_nowhere(api):
    first, again = (post(api, None, url="/api/v1/settings/credentials/webhook-secret") for _ in range(2))

    assert first.status_code == 201
    assert (again.status_code, again.json()["error"]["code"]) == (409, "idempotency_answer_forgotten")
    assert KeyedRequest.objects.get().answer == ""


def test_an_answer_whose_encryption_key_is_gone_is_forgotten(api, settings):
    post(api, DANA)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]

    assert post(api, DANA).json()["error"]["code"] == "idempotency_answer_forgotten"


def test_a_request_that_comes_twice_at_once_waits_for_itself(tenants_db, business):
    made = []

    def make():
        made.append(1)
        return Answer(201, "17")

    def ask():
        return request_once(user_id=1, endpoint="POST leads/", key="k", fingerprint="f", make=make)

    assert at_once(business.schema_name, [ask] * 8) == [Answer(201, "17")] * 8
    assert len(made) == 1


def test_a_key_is_forgotten_after_a_day(business, other_business):
    make = {"user_id": 1, "endpoint": "POST leads/", "key": "k", "make": lambda: Answer(201, "17")}
    with clock.frozen(clock.now() - timedelta(hours=25)):
        request_once(fingerprint="f", **make)
        with in_tenant(other_business.schema_name):
            request_once(fingerprint="f", **make)
    with pytest.raises(KeyReusedError):
        request_once(fingerprint="g", **make)

    assert requests_forget() == 1

    request_once(fingerprint="g", **make)
    with in_tenant(other_business.schema_name):
        assert KeyedRequest.objects.count() == 1
