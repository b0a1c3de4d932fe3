"""What our e-mails say, in both languages. Pure: how they look is templates/email/letter.html and .txt."""

from dataclasses import dataclass

HEBREW, ENGLISH = "he", "en"
# Around words of the other direction, so that a name or an address does not pull the sentence apart.
ISOLATE, END = "\u2068", "\u2069"
ROLES = {
    HEBREW: {"owner": "בעלים", "admin": "מנהל", "agent": "נציג"},
    ENGLISH: {"owner": "owner", "admin": "admin", "agent": "agent"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    subject: str
    title: str
    lines: tuple[str, ...]
    button: str = ""
    link: str = ""
    note: str = ""


def password_reset_letter(*, language: str, name: str, business: str, link: str, minutes: int) -> Letter:
    if language == ENGLISH:
        return Letter(
            subject=f"A new password: {business}",
            title="A new password",
            lines=(
                f"Hello {isolated(name)},",
                f"Somebody asked for a new password for your account at {isolated(business)}.",
                f"If it was you, choose one here. The link works once, for {minutes} minutes.",
            ),
            button="Choose a password",
            link=link,
            note="If it was not you, there is nothing to do: your password stays as it is.",
        )
    return Letter(
        subject=f"סיסמה חדשה: {business}",
        title="סיסמה חדשה",
        lines=(
            f"שלום {isolated(name)},",
            f"התבקשה סיסמה חדשה לחשבון שלך אצל {isolated(business)}.",
            f"אם זו הייתה בקשה שלך, אפשר לבחור סיסמה כאן. הקישור פועל פעם אחת, במשך {minutes} דקות.",
        ),
        button="בחירת סיסמה",
        link=link,
        note="אם לא ביקשת, אין צורך לעשות דבר: הסיסמה שלך לא השתנתה.",
    )


def password_notice_letter(*, language: str, name: str, business: str, link: str) -> Letter:
    if language == ENGLISH:
        return Letter(
            subject=f"Your password was changed: {business}",
            title="Your password was changed",
            lines=(
                f"Hello {isolated(name)},",
                f"The password of your account at {isolated(business)} was changed.",
                "Other devices were signed out.",
            ),
            button="It was not me",
            link=link,
            note="If it was you, there is nothing to do. If not, choose a new password at once.",
        )
    return Letter(
        subject=f"הסיסמה הוחלפה: {business}",
        title="הסיסמה הוחלפה",
        lines=(
            f"שלום {isolated(name)},",
            f"הסיסמה של החשבון שלך אצל {isolated(business)} הוחלפה.",
            "המכשירים האחרים נותקו.",
        ),
        button="לא החלפתי סיסמה",
        link=link,
        note="אם החלפת את הסיסמה, אין צורך לעשות דבר. אם לא, כדאי לבחור מיד סיסמה חדשה.",
    )


def admin_password_notice_letter(*, language: str, name: str) -> Letter:
    """To one of the platform's people, who have no letter to choose another password by."""
    if language == ENGLISH:
        return Letter(
            subject="Your password was changed: ProSaaS administration",
            title="Your password was changed",
            lines=(
                f"Hello {isolated(name)},",
                "The password of your account in the administration was changed.",
                "Other devices were signed out.",
            ),
            note="If it was you, there is nothing to do. If not, ask another system admin to shut your access"
            " at once.",
        )
    return Letter(
        subject="הסיסמה הוחלפה: ניהול ProSaaS",
        title="הסיסמה הוחלפה",
        lines=(
            f"שלום {isolated(name)},",
            "הסיסמה של החשבון שלך בניהול המערכת הוחלפה.",
            "המכשירים האחרים נותקו.",
        ),
        note="אם החלפת את הסיסמה, אין צורך לעשות דבר. אם לא, כדאי לבקש מיד ממנהל מערכת אחר"
        " לסגור את הגישה שלך.",
    )


def invitation_letter(
    *, language: str, inviter: str, business: str, role: str, link: str, days: int
) -> Letter:
    as_role = ROLES[ENGLISH if language == ENGLISH else HEBREW][role]
    if language == ENGLISH:
        by = f"{isolated(inviter)} invites you" if inviter else "You are invited"
        return Letter(
            subject=f"An invitation to join: {business}",
            title=f"Join {isolated(business)}",
            lines=(
                f"{by} to join {isolated(business)} in ProSaaS, as {as_role}.",
                f"The invitation is good for {days} days.",
            ),
            button="Accept",
            link=link,
            note="If you do not know who this is from, you can leave it unanswered.",
        )
    by = f"קיבלת הזמנה מאת {isolated(inviter)}" if inviter else "קיבלת הזמנה"
    return Letter(
        subject=f"הזמנה להצטרף: {business}",
        title=f"הצטרפות אל {isolated(business)}",
        lines=(
            f"{by} להצטרף אל {isolated(business)} ב-{isolated('ProSaaS')}, בתפקיד {as_role}.",
            f"ההזמנה תקפה ל-{days} ימים.",
        ),
        button="קבלת ההזמנה",
        link=link,
        note="אם ההזמנה אינה מוכרת לך, אפשר להתעלם ממנה.",
    )


def isolated(text: str) -> str:
    return f"{ISOLATE}{text}{END}"
