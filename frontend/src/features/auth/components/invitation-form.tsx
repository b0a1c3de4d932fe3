import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { Fact, Facts } from "@/components/ui/facts";
import { Form, FormRefusal } from "@/components/ui/form";
import { PasswordField } from "@/components/ui/password-field";
import { PasswordOwner } from "@/components/ui/password-owner";
import { TextField } from "@/components/ui/text-field";
import { longest } from "@/lib/api/longest";
import { useAuth } from "@/lib/auth/auth-context";
import { isolated } from "@/lib/format/isolated";
import { useSubmission } from "@/lib/use-submission";
import { acceptInvitation, type useInvitationOffer } from "../api/links";

type Offer = NonNullable<ReturnType<typeof useInvitationOffer>["data"]>;

/** Somebody new chooses a name and a password; somebody known shows the one they have. */
export function InvitationForm({ token, offer }: { token: string; offer: Offer }) {
  const { t } = useTranslation(["auth", "common"]);
  const { enter } = useAuth();
  const go = useNavigate();
  const isNew = offer.needs_password;
  const submission = useSubmission({
    names: ["full_name", "password"],
    required: { full_name: isNew ? t("error.missingName") : undefined, password: t("error.missingPassword") },
    send: async ({ full_name, password }) => {
      const { access } = await acceptInvitation({ token, full_name: full_name.trim(), password });
      await enter(access);
      void go("/", { replace: true });
    },
  });
  return (
    <>
      <h1 className="[overflow-wrap:anywhere]">{t("invitation.title", { business: isolated(offer.business_name) })}</h1>
      <p className="mt-1 text-pretty text-ink-2">{t(isNew ? "invitation.new" : "invitation.existing")}</p>
      <div className="my-5 rounded-small bg-sunken px-3.5 py-3">
        <Facts>
          <Fact name={t("invitation.account")}>
            <bdi dir="ltr">{offer.email}</bdi>
          </Fact>
          <Fact name={t("invitation.role")}>{t(`common:role.${offer.role}`)}</Fact>
        </Facts>
      </div>
      <Form submission={submission} className="space-y-4">
        <PasswordOwner email={offer.email} />
        {isNew && (
          <TextField
            label={t("invitation.name")}
            name="full_name"
            autoComplete="name"
            dir="auto"
            maxLength={longest.invitationAccept.full_name}
            error={submission.errors.full_name}
          />
        )}
        <PasswordField
          label={t(isNew ? "invitation.password" : "password")}
          name="password"
          autoComplete={isNew ? "new-password" : "current-password"}
          maxLength={longest.invitationAccept.password}
          hint={isNew ? t("common:passwordHint") : undefined}
          error={submission.errors.password}
        />
        <FormRefusal submission={submission} />
        <Button type="submit" tone="primary" disabled={submission.busy} className="min-h-11! w-full text-base">
          {t(submission.busy ? "invitation.submitting" : "invitation.submit")}
        </Button>
      </Form>
    </>
  );
}
