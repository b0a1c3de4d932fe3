"""The business `demo`, for a first look: a domain, a number and somebody of each role."""

from apps.accounts.models import Membership, User
from apps.accounts.services.members import membership_set
from apps.tenants.models import Business
from apps.tenants.services import business_create, business_provision, phone_number_add

SLUG = "demo"
NAME = "סטודיו דמו"
PHONE = "+97237630000"
MEMBERS = {
    "owner@demo.test": ("נועה ברק", Membership.Role.OWNER),
    "admin@demo.test": ("איתי רון", Membership.Role.ADMIN),
    "agent@demo.test": ("מאיה גל", Membership.Role.AGENT),
}
SYSTEM_EMAIL = "system@prosaas.test"


def demo_seed(*, password: str) -> Business:
    """Makes what is missing and sets the password of the demo people; other data stays as it is."""
    business = Business.objects.filter(slug=SLUG).first() or business_create(name=NAME, slug=SLUG)
    business_provision(business=business)
    if not business.phone_numbers.filter(e164=PHONE).exists():
        phone_number_add(business=business, e164=PHONE, voice=True, whatsapp=True)
    for email, (full_name, role) in MEMBERS.items():
        user = _user_ensure(email, full_name=full_name, password=password)
        membership_set(user=user, business=business, role=role)
    system = _user_ensure(SYSTEM_EMAIL, full_name="מנהלת המערכת", password=password)
    system.is_staff = system.is_superuser = True
    system.save(update_fields=["is_staff", "is_superuser"])
    return business


def _user_ensure(email: str, *, full_name: str, password: str) -> User:
    user = User.objects.filter(email=email).first()
    if user is None:
        return User.objects.create_user(email, password, full_name=full_name)
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
