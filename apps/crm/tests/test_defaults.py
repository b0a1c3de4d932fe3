from apps.crm.defaults import lead_statuses_fill
from apps.crm.models import LeadStatus


def test_a_business_starts_with_seven_statuses_and_one_default(business):
    statuses = list(LeadStatus.objects.values_list("label", "kind", "is_default"))

    assert statuses == [
        ("חדש", "open", True),
        ("בניסיון קשר", "open", False),
        ("נוצר קשר", "open", False),
        ("מתאים", "open", False),
        ("נסגר בהצלחה", "won", False),
        ("לא נסגר", "lost", False),
        ("לא רלוונטי", "junk", False),
    ]


def test_filling_again_brings_nothing_back(business):
    LeadStatus.objects.filter(label="חדש").update(label="טרי")
    LeadStatus.objects.filter(label="מתאים").delete()

    lead_statuses_fill()

    assert LeadStatus.objects.count() == 6
    assert not LeadStatus.objects.filter(label__in=["חדש", "מתאים"]).exists()
