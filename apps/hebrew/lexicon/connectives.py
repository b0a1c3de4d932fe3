"""Small words that join, bound, refuse and correct."""

from apps.hebrew.lexicon.entry import Entry

# as letters glued to the next word, and alone in front of a digit (ב 15)
PREFIXES = {"ו": "and", "ב": "in", "ל": "to", "מ": "from", "ה": "the", "ש": "that", "כ": "as"}

BOUNDS = [
    Entry("between", None, "בין"),
    Entry("until", None, "עד, לא יאוחר"),
    Entry("since", None, "החל, מאז"),
    Entry("onward", None, "והלאה, ואילך, ומעלה, והילך, ומאוחר יותר"),
    Entry("after", None, "אחרי, לאחר"),
    Entry("before", None, "לפני"),
    Entry("ahead", None, "בעוד, עוד, תוך, בתוך"),
]

# behind one of these, a unit alone is one of it: למשך שעה
LASTING = [
    Entry("lasting", None, "של, למשך, במשך, לאורך, נמשך, נמשכת, נמשכה, לוקח, לוקחת, תיקח, ייקח, ייקח לי"),
]

CHOICE = [
    Entry("or", None, "או, או אולי, או לחילופין, ואו, לחילופין, ואם לא אז, אם לא אז"),
    Entry("or", None, "ואם אין אז, אם אין אז, ואם לא אפשר אז"),
    Entry("but", None, "אבל, אלא, אך"),
    Entry("every", None, "כל, מדי, מידי, בכל"),
    Entry("times_a", 1, "פעם"),
    Entry("double", 2, "פעמיים, כפול, דאבל"),
]

# said right before a time, they take it away
REFUSALS = [
    Entry("not", None, "לא, אל, בלי"),
    Entry("except", None, "חוץ, מלבד, למעט, פרט, להוציא"),
    Entry("instead", None, "במקום"),
]

# said somewhere in the clause, they take its times away
UNABLE = [
    Entry("unable", None, "לא יכול, לא יכולה, לא יכולים, לא אוכל, לא נוכל, אי אפשר, לא אפשרי, לא ניתן"),
    Entry(
        "unable", None, "לא מתאים, לא מתאימה, לא נוח, לא טוב, לא מסתדר, לא מסתדרת, לא פנוי, לא פנויה, לא בא"
    ),
    Entry("unable", None, "לא זמין, לא זמינה, עסוק, עסוקה, עסוקים, תפוס, תפוסה, לא עובד, לא רוצה, לא מתאפשר"),
    Entry(
        "unable",
        None,
        "אין לי אפשרות, אין אפשרות, לא יסתדר, לא תסתדר, לא יתאים, לא תתאים, לא אספיק, לא נספיק",
    ),
    Entry("unable", None, "לא אהיה, לא נהיה, לא מגיע, לא מגיעה, לא הולך לי"),
]

# the times behind one of these in its clause are no times to call or to come
FORBIDDING = [
    Entry("forbidding", None, "אל תתקשר, אל תתקשרי, אל תתקשרו, אל תחזור, אל תחזרי, אל תחזרו, אל תצלצל"),
    Entry("forbidding", None, "אל תצלצלי, אל תצלצלו, אל תקבע, אל תקבעי, אל תקבעו, אל תרשום, אל תרשמי"),
    Entry("forbidding", None, "אל תשלח, אל תשלחי, אל תשלחו, אל תטלפן, אל תטלפני, אל תטלפנו, לא להתקשר"),
    Entry("forbidding", None, "לא לחזור, לא לצלצל, לא לקבוע, לא לטלפן, לא צריך להתקשר, לא צריך לחזור"),
]

# what follows replaces what stood before
CORRECTIONS = [
    Entry("correction", None, "בעצם, סליחה, התכוונתי, טעות, טעיתי, תיקון, כלומר, זאת אומרת, או יותר נכון"),
    Entry("correction", None, "יותר נכון, לא לא, התבלבלתי, מתקן, מתקנת, תתקן, תתקני, אני מתקן, אני מתקנת"),
    Entry(
        "correction", None, "עדיף כבר, במחשבה שנייה, אופס, לא סליחה, לא בעצם, רגע לא, אה לא, שיניתי את דעתי"
    ),
]

# a day named behind one of these is gone by
TOLD = [
    Entry(
        "told", None, "מה היה, מה היו, איך היה, איך הייתה, מי היה, מה עשיתי, מה קרה, הייתי אצלכם, הייתי אצלך"
    ),
    Entry("told", None, "הייתי אצל, היינו אצלכם, ביקרתי, באתי, קניתי, מה הייתה, מה היתה, איך היתה"),
]

MOVES = [
    Entry("move", None, "להעביר, תעביר, תעבירי, תעבירו, העבר, העבירי, להזיז, תזיז, תזיזי, תזיזו, הזז, הזיזי"),
    Entry("move", None, "לדחות, תדחה, תדחי, תדחו, דחה, דחי, להקדים, תקדים, תקדימי, הקדם, לשנות, תשנה, תשני"),
    Entry(
        "move", None, "לעדכן, תעדכן, תעדכני, עדכן, עדכני, שנה את, נדחה, הועבר, עבר, עברה, נדחתה, הוזז, הוקדם"
    ),
]

# an hour said with ל ("to") needs one of these, or a day, beside it; a verb and a day need an hour
SCHEDULING = [
    Entry(
        "booking", None, "לקבוע, תקבע, תקבעי, תקבעו, קבע, קבעי, אקבע, תזמן, תזמני, לתזמן, לזמן, להזמין, תזמין"
    ),
    Entry(
        "booking", None, "תזמיני, הזמן, לשריין, תשריין, תשרייני, שריין, תזכיר, תזכירי, להזכיר, תזכרי, תרשום"
    ),
    Entry(
        "booking", None, "תרשמי, לרשום, רשום, רשמי, תשים, תשימי, תכניס, תכניסי, להכניס, תוסיף, תוסיפי, להוסיף"
    ),
    Entry("booking", None, "לתאם, תתאם, תתאמי, נתאם, תעיר, תעירי"),
    Entry(
        "scheduling", None, "נקבע, קבעתי, קבענו, נקבעה, תור, תורים, פגישה, פגישת, ישיבה, שיחה, ניפגש, נפגש"
    ),
    Entry(
        "scheduling", None, "להיפגש, תזכורת, אירוע, שעון מעורר, מתואם, טיפול, ייעוץ, פנוי, פנויה, זמין, זמינה"
    ),
    Entry("scheduling", None, "פנויים"),
]

# behind one of these stands a person: עם שני, אני שני
PERSON = [
    Entry("person", None, "עם, את, אני, זאת, זה, קוראים לי, שמי, אצל, עבור, בשביל, אמא, אבא, גברת, דוקטור")
]

# words that may stand before a weekday's bare name without making it a count
FILLERS = [
    Entry(
        "filler",
        None,
        "אפשר, אפשרי, אולי, אז, טוב, יש, רק, גם, עדיף, מתאים, מתאימה, יאללה, סבבה, אוקיי, אוקי",
    ),
    Entry("filler", None, "רוצה, רציתי, נראה, בוא, בואי, בואו, נגיד, פשוט, כן, נו, לי, לנו, לך, לכם"),
    Entry("filler", None, "בבקשה, תודה, היי, הי, הלו, שלום, יהיה, תהיה, אהיה, נהיה, מה עם, כאילו, ככה, למשל"),
    Entry("filler", None, "על, הוא, היא, אתם, אם, האם, מה, כמה, איך, שיהיה"),
    Entry("filler", None, "אפשרות, רגע, אשמח, אבקש, מעדיף, מעדיפה, בא, אצלכם, אליכם, לבוא"),
]

# sounds of thinking, left out before anything is read
HESITATIONS = [Entry("hesitation", None, "אה, אהה, אהמ, אממ, אמ, הממ, המ, אאא, איי, אהההה, אמממ, הממממ")]

ENTRIES = [
    *HESITATIONS,
    *BOUNDS,
    *LASTING,
    *CHOICE,
    *REFUSALS,
    *UNABLE,
    *FORBIDDING,
    *CORRECTIONS,
    *TOLD,
    *MOVES,
    *SCHEDULING,
    *PERSON,
    *FILLERS,
]
