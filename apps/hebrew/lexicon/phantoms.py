"""What transcription writes when nobody speaks: end cards of films, credits, descriptions of sounds.

Collected from what speech-to-text is known to invent. Matched as whole segments: a caller may well say that a
document was translated.
"""

from apps.hebrew.lexicon.entry import word_set

# a whole segment that is one of these was never said to a business
ALWAYS = """
תודה שצפיתם, תודה שצפית, תודה על הצפייה, תודה רבה שצפיתם, תודה רבה על הצפייה, צפייה מהנה, צפיה מהנה,
צפייה נעימה, כתוביות, הכתוביות נעשו על ידי, כתוביות נעשו על ידי, המשך יבוא, להתראות בסרטון הבא,
נתראה בסרטון הבא, אל תשכחו להירשם, אל תשכחו להירשם לערוץ, הירשמו לערוץ, הרשמו לערוץ, תירשמו לערוץ,
אל תשכחו לעשות לייק, סונכרן, תורגם, תורגם וסונכרן, הכתוביות, עברית, תודה שהאזנתם, תודה על ההאזנה,
תודה שהייתם איתנו, תודה רבה שהאזנתם, הפקה ובימוי, עריכה וכתוביות, thank you for watching,
thanks for watching, thank you so much for watching, thank you very much for watching,
thanks for watching guys, please subscribe, subscribe, like and subscribe, please like and subscribe,
dont forget to subscribe, subscribe to my channel, please subscribe to my channel,
dont forget to like and subscribe, see you in the next video, see you next time,
ill see you in the next video, subtitles by the amara org community, you, bye bye see you next time,
speaking in a foreign language, speaking in foreign language, foreign language, blank audio, no audio,
thank you for listening, thanks for listening, transcribed by otter ai, субтитры сделал dimatorzok,
субтитры создавал dimatorzok, продолжение следует, субтитры, подписывайтесь, اشترك, ترجمة,
спасибо за просмотр, подписывайтесь на канал, редактор субтитров, спасибо за внимание, شكرا على المشاهدة,
اشتركوا في القناة, ترجمة نانسي قنقر, mbc 뉴스, 字幕by索兰娅,
izlediğiniz için teşekkür ederim,
izlediğiniz için teşekkürler, altyazı m k, abone olmayı unutmayın, untertitel der amara org community,
untertitel im auftrag des zdf, sous titres réalisés par la communauté d amara org,
sottotitoli creati dalla comunità amara org, subtítulos por la comunidad de amara org,
merci d avoir regardé cette vidéo, gracias por ver el video, vielen dank fürs zuschauen,
obrigado por assistir
"""

# a segment that begins like this and holds hardly more is a credit line
CREDITS = """
תורגם על ידי, תורגם וסונכרן על ידי, סונכרן על ידי, תורגם עי, תורגם וסונכרן עי, סונכרן עי, כתוביות על ידי,
כתוביות עי, הכתוביות נעשו על ידי, הכתוביות הוכנו על ידי, תמלול וכתוביות, subtitles by, translated by,
captions by, transcription by, transcribed by, subtitled by, sync by, synced by, субтитры, untertitel von,
sous titres par, subtítulos por
"""

# before a colon these are a credit too: תרגום: מיכל
CREDIT_LABELS = """
תרגום, כתוביות, סנכרון, תמלול, עריכה, הגהה, בימוי, הפקה, צילום, קריינות, תרגום וסנכרון, תרגום וכתוביות,
subtitles, translation
"""

# people say these, and silence is written as them: they stand only on sound that was heard well
DOUBTFUL = """
תודה, תודה רבה, תודה רבה לכם, תודה לכם, תודה רבה לך, להתראות, ביי, ביי ביי, תודה ולהתראות,
תודה רבה ולהתראות, יום טוב, מוזיקה, מוסיקה, צחוק, שקט, מחיאות כפיים, סוף, thank you, thanks, bye, bye bye,
thank you very much, thank you so much, спасибо, شكرا
"""

# said again and again for a reason: digits read slowly, impatience
REPEATED_BY_PEOPLE = word_set(
    """
    כן לא הלו אפס אחת אחד שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר בבקשה רגע די מהר היי נו אוקיי
    """
)
