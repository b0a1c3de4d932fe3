"""What the customer's page says, in its reader's language."""

WORDS = {
    "he": {
        "title": "הפגישה שלך",
        "confirm": "אישור הגעה",
        "confirmed": "ההגעה אושרה. תודה, נתראה!",
        "cancel": "ביטול הפגישה",
        "cancel_sure": "הזמן יתפנה לאחרים, ואי אפשר יהיה לבטל את הביטול כאן.",
        "cancel_yes": "כן, לבטל את הפגישה",
        "cancelled": "הפגישה בוטלה.",
        "passed": "מועד הפגישה עבר.",
        "moved": "הפגישה הועברה. זה המועד החדש.",
        "another": "למועד אחר:",
        "call": "התקשרו לעסק",
        "language": "English",
    },
    "en": {
        "title": "Your appointment",
        "confirm": "I’ll be there",
        "confirmed": "Thank you, see you there!",
        "cancel": "Cancel the appointment",
        "cancel_sure": "The time becomes free for others, and it cannot be taken back here.",
        "cancel_yes": "Yes, cancel it",
        "cancelled": "The appointment is cancelled.",
        "passed": "The time of this appointment has passed.",
        "moved": "The appointment was moved. This is its new time.",
        "another": "For another time:",
        "call": "call the business",
        "language": "עברית",
    },
}
