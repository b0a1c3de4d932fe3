"""Words around telephone numbers."""

from apps.hebrew.lexicon.entry import Entry

ENTRIES = [
    Entry("plus", "+", "פלוס, plus"),
    Entry("star", "*", "כוכבית, כוכב"),
    Entry("times_count", None, "פעמים"),
    # how often it is said stands before it: שלוש אפסים
    Entry("plural", 0, "אפסים"),
    # said between two groups of digits
    Entry(
        "between_digits",
        None,
        "מקף, רווח, קו מפריד, ואחר כך, ואחרי זה, המשך, ההמשך, קידומת, הקידומת, המספר הוא",
    ),
    # what comes next is a telephone number
    Entry(
        "phone_word",
        None,
        "טלפון, טל, נייד, פלאפון, פלא, סלולרי, סלולארי, הטלפון, הנייד, הפלאפון, וואטסאפ, ווטסאפ",
    ),
    Entry(
        "phone_word",
        None,
        "מספר טלפון, מספר הטלפון, מספר נייד, המספר, המספר שלי, מספר שלי, וואטסאפ שלי, פקס, phone",
    ),
    # what comes next is dialled: only then are 100 and its like numbers to call
    Entry(
        "dial",
        None,
        "חייג, חייגי, חייגו, לחייג, תחייג, תחייגי, תחייגו, מוקד, המוקד, התקשר, התקשרי, התקשרו, להתקשר",
    ),
    Entry(
        "dial",
        None,
        "תתקשר, תתקשרי, תתקשרו, מתקשרים, משטרה, משטרת ישראל, מדא, מגן דוד אדום, מכבי אש, כיבוי אש",
    ),
    Entry("dial", None, "כבאות, עזרה ראשונה, חירום, מספר חירום, קו חירום, אמבולנס, ניידת"),
    # what comes next is no telephone number
    Entry(
        "not_phone",
        None,
        "תעודת זהות, מספר זהות, תז, ת.ז, זהות, ח.פ, חפ, עוסק מורשה, כרטיס אשראי, אשראי, חשבון בנק",
    ),
    Entry(
        "not_phone",
        None,
        "מספר חשבון, חשבון, מספר הזמנה, הזמנה מספר, אסמכתא, קבלה, חשבונית, מיקוד, ברקוד, דרכון, מספר רכב",
    ),
]
