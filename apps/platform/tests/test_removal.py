import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from operator import itemgetter
from pathlib import Path

import pytest
from django.db import connection

from apps.accounts.models import Invitation, Membership, User
from apps.accounts.services import member_remove
from apps.accounts.testing import invitation_make, membership_make, user_make
from apps.assistant.models import AssistantProfile
from apps.assistant.prompting.live import assistant_live
from apps.audit.actors import SYSTEM
from apps.audit.platform.models import PlatformAuditEntry
from apps.core import clock
from apps.crm.models import Lead
from apps.crm.services.capture import lead_capture
from apps.events.kept import everything_forget
from apps.platform.services import business_delete_cancel, business_delete_request, business_remove
from apps.platform.services.removal import businesses_due_remove
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business, Domain, PhoneNumber
from apps.tenants.services import business_create, business_provision
from apps.usage.models import UsageRecord
from apps.usage.services import usage_record

CHANGE_OF_MIND = """
    CREATE FUNCTION pg_temp.change_of_mind() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN NEW.status := NEW.status_before_deleting; NEW.delete_after := NULL; RETURN NEW; END $$;
    CREATE TRIGGER change_of_mind BEFORE UPDATE OF exported_to ON public.tenants_business
    FOR EACH ROW WHEN (NEW.exported_to <> '') EXECUTE FUNCTION pg_temp.change_of_mind()
"""


@pytest.fixture
def change_of_mind(leaving: Business) -> Iterator[None]:
    """At the moment the copy is complete, somebody takes the deletion back."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGE_OF_MIND)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER change_of_mind ON public.tenants_business")


@pytest.fixture(autouse=True)
def folders(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT, settings.SPOOL_ROOT = tmp_path / "media", tmp_path / "spool"
    settings.EXPORT_ROOT = tmp_path / "exports"
    return tmp_path


@pytest.fixture
def leaving(tenants_db: None, business: Business, folders: Path) -> Business:
    """A third business with a lead, a member, usage and a file, asked to be deleted a month ago."""
    with in_tenant(PUBLIC_SCHEMA):
        leaving = business_create(name="סטודיו רימון", slug="rimon", phone_e164s=["+97237630009"])
        business_provision(business=leaving)
        membership_make(business=leaving, user=user_make(email="only@rimon.test"))
        membership_make(business=leaving, user=user_make(email="both@rimon.test"))
        membership_make(business=business, user=User.objects.get(email="both@rimon.test"))
        invitation_make(business=leaving)
        leaving.feature_flags.create(name="whatsapp", is_enabled=True)
        Business.objects.filter(pk=leaving.pk).update(suspended_reason="the-platform's-alone")
    for left in (leaving, business):
        with in_tenant(left.schema_name):
            person = user_make(email=f"gone@{left.slug}.test")
            gone = membership_make(business=left, role="agent", user=person)
            member_remove(business=left, membership_id=gone.pk, actor=SYSTEM)
    with in_tenant(leaving.schema_name):
        lead_capture(source="phone", details={"phone": "+972521234567"}, actor=SYSTEM)
        usage_record(
            business_schema=leaving.schema_name,
            source_kind="call",
            source_id=1,
            provider_id="CA1",
            model="twilio-voice",
            kind="telephony",
            tokens={},
            seconds=60,
        )
    for schema in (leaving.schema_name, business.schema_name):
        recording = folders / "media" / schema / "recordings" / "1.wav"
        recording.parent.mkdir(parents=True)
        recording.write_bytes(b"RIFF" + schema.encode())
    with in_tenant(PUBLIC_SCHEMA):
        business_delete_request(business_id=leaving.pk, typed_name=leaving.name, actor=SYSTEM)
        Business.objects.filter(pk=leaving.pk).update(delete_after=clock.now() - timedelta(seconds=1))
        leaving.refresh_from_db()
    return leaving


def constraints() -> dict[str, int]:
    """How many constraints each schema has."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nspname, count(*) FROM pg_constraint"
            " JOIN pg_namespace ON pg_namespace.oid = connamespace GROUP BY 1"
        )
        return dict(cursor.fetchall())


def test_removing_takes_everything_of_one_business_and_nothing_of_another(
    leaving: Business, business: Business, other_business: Business, folders: Path
) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        before = constraints()

        business_remove(business_id=leaving.pk)

        after = constraints()
        assert before.pop(leaving.schema_name) > 20
        assert after == before
        assert list(Business.objects.values_list("slug", flat=True)) == ["halutz", "shaked"]
        assert not Domain.objects.filter(domain__startswith="rimon").exists()
        assert not PhoneNumber.objects.filter(e164="+97237630009").exists()
        assert not UsageRecord.objects.exists()
        # Whom another business removed is named by its journal still.
        assert set(User.objects.values_list("email", flat=True)) == {"both@rimon.test", "gone@halutz.test"}
        assert Membership.objects.get().business == business
        entry = PlatformAuditEntry.objects.first()
        assert entry is not None
        assert (entry.action, entry.business_id, entry.business_name) == (
            "business.removed",
            leaving.pk,
            "סטודיו רימון",
        )
    assert [path.name for path in (folders / "media").iterdir()] == [business.schema_name]


def test_the_next_business_of_the_address_has_nothing_of_the_one_before(
    leaving: Business, business: Business
) -> None:
    """Signed links go by the schema's name, and so does what processes keep in memory."""
    with in_tenant(leaving.schema_name):
        assert assistant_live().greeting
        AssistantProfile.objects.update(greeting="הסלון הישן של רותי")
        everything_forget()
        assert assistant_live().greeting == "הסלון הישן של רותי"
    with in_tenant(PUBLIC_SCHEMA):
        business_remove(business_id=leaving.pk)
        following = business_create(name="הבאים בתור", slug="rimon", phone_e164s=["+97237630009"])
        business_provision(business=following)

    assert following.schema_name != leaving.schema_name
    with in_tenant(following.schema_name):
        assert assistant_live().greeting != "הסלון הישן של רותי"


def test_the_copy_holds_tables_shared_rows_and_files(leaving: Business, folders: Path) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business_remove(business_id=leaving.pk)

    [copy] = (folders / "exports").iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(copy) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        leads = list(csv.DictReader(io.StringIO(archive.read("tables/crm_lead.csv").decode())))
        people = sorted(
            csv.DictReader(io.StringIO(archive.read("shared/accounts_user.csv").decode())),
            key=itemgetter("email"),
        )
        [recording] = [name for name in archive.namelist() if name.endswith(".wav")]
        assert archive.read(recording) == b"RIFF" + leaving.schema_name.encode()
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert [lead["phone"] for lead in leads] == ["+972521234567"]
    assert manifest["rows"][f"{leaving.schema_name}.crm_lead"] == 1
    assert manifest["rows"]["public.usage_usagerecord"] == 1
    assert manifest["rows"]["public.accounts_membership"] == 2
    assert [person["email"] for person in people] == [
        "both@rimon.test",
        "gone@rimon.test",
        "only@rimon.test",
    ]
    assert b"argon2" not in everything
    assert b"halutz" not in everything


def test_the_copy_holds_what_was_switched_and_offered_and_nothing_that_opens_or_is_not_the_business_s(
    leaving: Business, folders: Path
) -> None:
    secrets = [
        "the-platform's-alone",
        *Membership.objects.filter(business=leaving).values_list("address_key", flat=True),
        *Invitation.objects.filter(business=leaving).values_list("key", flat=True),
    ]
    with in_tenant(PUBLIC_SCHEMA):
        business_remove(business_id=leaving.pk)

    [copy] = (folders / "exports").iterdir()
    with zipfile.ZipFile(copy) as archive:
        rows = json.loads(archive.read("manifest.json"))["rows"]
        everything = b"".join(archive.read(name) for name in archive.namelist())
    shared = {name: count for name, count in rows.items() if name.startswith("public.")}
    assert shared == {
        "public.tenants_business": 1,
        "public.tenants_domain": 1,
        "public.tenants_phonenumber": 1,
        "public.tenants_featureflag": 1,
        "public.accounts_membership": 2,
        "public.accounts_formermember": 1,
        "public.accounts_invitation": 1,
        "public.accounts_user": 3,
        "public.usage_usagerecord": 1,
    }
    assert len(secrets) == 4
    assert [secret for secret in secrets if secret.encode() in everything] == []


def test_files_that_cannot_be_deleted_keep_the_row_for_the_next_try(
    leaving: Business, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recordings = folders / "media" / leaving.schema_name / "recordings"
    with in_tenant(PUBLIC_SCHEMA):
        with monkeypatch.context() as disk:
            disk.setattr("os.unlink", _refused)
            with pytest.raises(PermissionError):
                business_remove(business_id=leaving.pk)
        assert Business.objects.get(pk=leaving.pk).status == "deleting"
        assert recordings.exists()

        business_remove(business_id=leaving.pk)

        assert not Business.objects.filter(pk=leaving.pk).exists()
    assert not recordings.parent.exists()


def _refused(*_: object, **__: object) -> None:
    raise PermissionError("read-only")


def test_nothing_goes_before_its_day_or_after_a_change_of_mind(leaving: Business, jobs) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        Business.objects.filter(pk=leaving.pk).update(delete_after=clock.now() + timedelta(minutes=1))
        assert businesses_due_remove() == 0
        business_remove(business_id=leaving.pk)
        Business.objects.filter(pk=leaving.pk).update(delete_after=clock.now() - timedelta(minutes=1))
        assert businesses_due_remove() == 1
        business_delete_cancel(business_id=leaving.pk, actor=SYSTEM)

        jobs.run()

        assert Business.objects.get(pk=leaving.pk).status == "active"
    with in_tenant(leaving.schema_name):
        assert Lead.objects.count() == 1


@pytest.mark.usefixtures("change_of_mind")
def test_a_change_of_mind_while_the_copy_is_made_keeps_everything(leaving: Business, folders: Path) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business_remove(business_id=leaving.pk)

        assert Business.objects.get(pk=leaving.pk).status == "active"
    assert (folders / "media" / leaving.schema_name / "recordings" / "1.wav").exists()
    with in_tenant(leaving.schema_name):
        assert Lead.objects.count() == 1


def test_a_copy_that_cannot_be_written_keeps_the_business(leaving: Business, folders: Path) -> None:
    (folders / "exports").write_text("not a folder")

    with in_tenant(PUBLIC_SCHEMA), pytest.raises(FileExistsError):
        business_remove(business_id=leaving.pk)

    assert (folders / "media" / leaving.schema_name / "recordings" / "1.wav").exists()
    with in_tenant(leaving.schema_name):
        assert Lead.objects.count() == 1


def test_a_second_run_goes_on_with_the_copy_of_the_first(leaving: Business, folders: Path) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        Business.objects.filter(pk=leaving.pk).update(exported_to=str(folders / "exports" / "first.zip"))

        business_remove(business_id=leaving.pk)
        business_remove(business_id=leaving.pk)

        assert not Business.objects.filter(pk=leaving.pk).exists()
    assert not (folders / "exports").exists()
