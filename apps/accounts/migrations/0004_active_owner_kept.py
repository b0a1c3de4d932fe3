"""An owner whose account is closed manages nothing: such a one does not count, and the last other one stays."""

from django.db import migrations

OWNER_KEPT = """
CREATE OR REPLACE FUNCTION public.accounts_owner_require(business bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- Of two transactions that take an owner away the second waits here, and then counts what the first left.
    PERFORM 1 FROM public.tenants_business WHERE id = business FOR NO KEY UPDATE;
    IF FOUND AND NOT EXISTS (
        SELECT 1 FROM public.accounts_membership
        JOIN public.accounts_user ON accounts_user.id = accounts_membership.user_id
        WHERE business_id = business AND role = 'owner' AND suspended_at IS NULL AND is_active
    ) THEN
        RAISE EXCEPTION 'business % would have no owner', business
            USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_owner_kept';
    END IF;
END $$;
CREATE OR REPLACE FUNCTION public.accounts_owner_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.accounts_owner_require(OLD.business_id);
    RETURN NULL;
END $$;
CREATE FUNCTION public.accounts_active_owner_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM public.accounts_owner_require(business_id) FROM (
        SELECT business_id FROM public.accounts_membership
        WHERE user_id = OLD.id AND role = 'owner' AND suspended_at IS NULL ORDER BY business_id
    ) AS owned;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER active_owner_kept
    AFTER UPDATE OF is_active ON public.accounts_user
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.is_active AND NOT NEW.is_active)
    EXECUTE FUNCTION public.accounts_active_owner_kept();
"""

UNDO = """
DROP TRIGGER active_owner_kept ON public.accounts_user;
DROP FUNCTION public.accounts_active_owner_kept();
CREATE OR REPLACE FUNCTION public.accounts_owner_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
DROP FUNCTION public.accounts_owner_require(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_guards")]
    operations = [migrations.RunSQL(OWNER_KEPT, UNDO)]
