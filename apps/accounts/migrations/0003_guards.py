"""What must hold whoever writes: an owner at every business, and nobody on both sides of the platform."""

from django.db import migrations

OWNER_KEPT = """
CREATE FUNCTION public.accounts_owner_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Of two transactions that take an owner away the second waits here, and then counts what the first left.
    PERFORM 1 FROM public.tenants_business WHERE id = OLD.business_id FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM public.accounts_membership
        WHERE business_id = OLD.business_id AND role = 'owner' AND suspended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'business % would have no owner', OLD.business_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_owner_kept';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER membership_owner_kept
    AFTER UPDATE OR DELETE ON public.accounts_membership
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.role = 'owner' AND OLD.suspended_at IS NULL)
    EXECUTE FUNCTION public.accounts_owner_kept();
"""

# The row of the person is locked before it is judged: whoever changes it meanwhile is waited for.
MEMBER_IS_NOT_STAFF = """
CREATE FUNCTION public.accounts_member_is_not_staff() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_the_platform boolean;
BEGIN
    SELECT is_staff OR is_superuser INTO of_the_platform
        FROM public.accounts_user WHERE id = NEW.user_id FOR SHARE;
    IF of_the_platform THEN
        RAISE EXCEPTION 'user % is of the platform and cannot be a member', NEW.user_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'member_is_not_staff';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER member_is_not_staff
    BEFORE INSERT OR UPDATE OF user_id ON public.accounts_membership
    FOR EACH ROW EXECUTE FUNCTION public.accounts_member_is_not_staff();
"""

STAFF_IS_NOT_A_MEMBER = """
CREATE FUNCTION public.accounts_staff_is_not_a_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.accounts_membership WHERE user_id = NEW.id) THEN
        RAISE EXCEPTION 'user % is a member and cannot be of the platform', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'staff_is_not_a_member';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_is_not_a_member
    AFTER UPDATE OF is_staff, is_superuser ON public.accounts_user
    FOR EACH ROW WHEN (NEW.is_staff OR NEW.is_superuser)
    EXECUTE FUNCTION public.accounts_staff_is_not_a_member();
"""

UNDO = """
DROP TRIGGER membership_owner_kept ON public.accounts_membership;
DROP TRIGGER member_is_not_staff ON public.accounts_membership;
DROP TRIGGER staff_is_not_a_member ON public.accounts_user;
DROP FUNCTION public.accounts_owner_kept();
DROP FUNCTION public.accounts_member_is_not_staff();
DROP FUNCTION public.accounts_staff_is_not_a_member();
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_identity")]
    operations = [migrations.RunSQL(OWNER_KEPT + MEMBER_IS_NOT_STAFF + STAFF_IS_NOT_A_MEMBER, UNDO)]
