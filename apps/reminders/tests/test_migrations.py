"""Plans from before texts left the day and the answer open."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from apps.reminders.defaults import PLANS
from apps.reminders.models import ReminderPlan
from apps.reminders.texts import places_unknown
from apps.tenants.context import in_tenant

day = import_module("apps.reminders.migrations.0005_day").day_leave_open
answer = import_module("apps.reminders.migrations.0006_answer").answer_leave_open

TODAY_HE = "{name}, נפגשים היום בשעה {time} ב{business}. מגיעים? השיבו כן לאישור או לא לביטול. {link}"
TODAY_EN = (
    "{name}, see you today at {time} at {business}. Coming? Reply YES to confirm or NO to cancel. {link}"
)
DAY_BEFORE_HE = (
    "תזכורת מ{business}: {name}, נפגשים {date} בשעה {time}. מגיעים? השיבו כן לאישור או לא לביטול. {link}"
)
DAY_BEFORE_EN = (
    "A reminder from {business}: {name}, we meet on {date} at {time}."
    " Coming? Reply YES to confirm or NO to cancel. {link}"
)
OWN_HE, OWN_EN = "נפגשים היום! {link}", "Reply YES, {name}"


def migrated():
    for change in (day, answer):
        with connection.schema_editor() as editor:
            change(apps, editor)


def texts(**which):
    return ReminderPlan.objects.values_list("text_he", "text_en").get(**which)


def as_before():
    ReminderPlan.objects.filter(before_minutes=120).update(text_he=TODAY_HE, text_en=TODAY_EN)
    ReminderPlan.objects.filter(before_days=1).update(text_he=DAY_BEFORE_HE, text_en=DAY_BEFORE_EN)


def test_our_old_sentences_become_those_of_today(business):
    as_before()
    notices = set(ReminderPlan.objects.exclude(kind="before").values_list("text_he", "text_en"))

    migrated()

    for plan in PLANS:
        if plan["kind"] == "before":
            which = {name: plan[name] for name in ("before_days", "before_minutes") if name in plan}
            assert texts(**which) == (plan["text_he"], plan["text_en"])
    assert set(ReminderPlan.objects.exclude(kind="before").values_list("text_he", "text_en")) == notices
    assert not any(places_unknown(text) for plan in ReminderPlan.objects.all() for text in texts(pk=plan.pk))


def test_a_business_s_own_words_stay_and_only_our_sentence_in_them_is_left_open(business):
    ReminderPlan.objects.filter(before_minutes=120).update(
        text_he="מתרגשים! נפגשים היום בשעה {time} ברחוב הרצל. להתראות", text_en=OWN_EN
    )
    ReminderPlan.objects.filter(before_days=1).update(text_he=OWN_HE, text_en=DAY_BEFORE_EN)
    ReminderPlan.objects.filter(kind="booked").update(text_he="נפגשים היום בשעה {time}")

    migrated()
    migrated()

    assert texts(before_minutes=120) == ("מתרגשים! נפגשים {day} בשעה {time} ברחוב הרצל. להתראות", OWN_EN)
    assert texts(before_days=1) == (
        OWN_HE,
        "A reminder from {business}: {name}, we meet on {date} at {time}. Coming? {answer} {link}",
    )
    assert texts(kind="booked")[0] == "נפגשים היום בשעה {time}"


def test_each_business_is_changed_by_its_own_turn(business, other_business):
    for each in (business, other_business):
        with in_tenant(each.schema_name):
            as_before()

    migrated()

    with in_tenant(other_business.schema_name):
        assert texts(before_minutes=120) == (TODAY_HE, TODAY_EN)
        migrated()
        assert "{day}" in texts(before_minutes=120)[0]
        assert "{answer}" in texts(before_days=1)[1]
