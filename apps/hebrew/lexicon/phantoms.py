"""What transcription writes when nobody speaks: end cards of films, credits, descriptions of sounds.

Collected from what speech-to-text is known to invent. Matched as whole segments: a caller may well say that a
document was translated.
"""

from apps.hebrew.lexicon.entry import word_set

# a whole segment that is one of these was never said to a business
ALWAYS = """
תודה שצפיתם, תודה שצפית, תודה על הצפייה, תודה רבה על הצפייה, צפייה מהנה, צפיה מהנה, צפייה נעימה,
כתוביות, המשך יבוא, להתראות בסרטון הבא, נתראה בסרטון הבא, אל תשכחו להירשם, אל תשכחו לעשות לייק, סונכרן,
תורגם, תורגם וסונכרן, הכתוביות, עברית, תודה שהאזנתם, תודה על ההאזנה, תודה רבה שהאזנתם, הפקה ובימוי,
עריכה וכתוביות, לחצו על הפעמון, תעשו לייק, לייק ושתפו, מוזיקת רקע, thank you for watching,
thanks for watching, thank you so much for watching, thank you very much for watching,
thanks for watching guys, thank you for watching until the end, please subscribe, subscribe,
please like and subscribe, dont forget to subscribe, see you in the next video, see you next time,
ill see you in the next video, ill see you next time, if you enjoyed this video, hit the bell icon, you,
the end, bye bye see you next time, speaking in a foreign language, speaking in foreign language,
foreign language, blank audio, no audio, upbeat music, all rights reserved, thank you for listening,
thanks for listening, продолжение следует, субтитры, подписывайтесь, спасибо за просмотр,
подписывайтесь на канал, ставьте лайки, подписывайтесь на канал и ставьте лайки, спасибо за внимание,
شكرا على المشاهدة, شكرا للمشاهدة, اشتركوا في القناة, اشترك, اشترك في القناة, لا تنسوا الاشتراك, ترجمة,
موسيقى, izlediğiniz için teşekkür ederim, izlediğiniz için teşekkürler, abone olmayı unutmayın, altyazı,
merci d avoir regardé, merci d avoir regardé cette vidéo, abonnez vous,
sous titrage société radio canada, gracias por ver el video, gracias por ver el vídeo, suscríbete,
suscríbete al canal, vielen dank fürs zuschauen, obrigado por assistir, grazie per aver guardato,
dziękuję za oglądanie
"""

# a short segment that holds one of these is an end card, whatever stands around it
MARKS = """
שצפיתם, הירשמו לערוץ, הרשמו לערוץ, תירשמו לערוץ, להירשם לערוץ, הכתוביות נעשו על ידי,
כתוביות נעשו על ידי, amara org, dimatorzok, otter ai, castingwords, like and subscribe,
subscribe to my channel, subscribe to the channel, like comment and subscribe, субтитры сделал,
субтитры создавал, редактор субтитров, نانسي قنقر, altyazı m k, untertitel im auftrag, untertitel der,
subtítulos realizados, sottotitoli creati, sottotitoli e revisione, sous titres réalisés, legendas pela,
ondertitels ingediend, napisy stworzone, mbc 뉴스, 字幕by索兰娅
"""

# a segment that begins like this and holds hardly more is a credit line
CREDITS = """
תורגם על ידי, תורגם וסונכרן על ידי, סונכרן על ידי, תורגם עי, תורגם וסונכרן עי, סונכרן עי,
כתוביות על ידי, כתוביות עי, הכתוביות נעשו על ידי, הכתוביות הוכנו על ידי, תמלול וכתוביות, subtitles by,
translated by, captions by, transcription by, transcribed by, subtitled by, sync by, synced by,
субтитры, untertitel von, sous titres par, subtítulos por
"""

# before a colon these are a credit too: תרגום: מיכל
CREDIT_LABELS = """
תרגום, כתוביות, סנכרון, תמלול, עריכה, הגהה, בימוי, הפקה, צילום, קריינות, תרגום וסנכרון, תרגום וכתוביות,
subtitles, translation
"""

# people say these, and silence is written as them: they stand only on sound that was heard well
DOUBTFUL = """
תודה, תודה רבה, תודה רבה לכם, תודה לכם, תודה רבה לך, להתראות, ביי, ביי ביי, תודה ולהתראות,
תודה רבה ולהתראות, יום טוב, מוזיקה, מוסיקה, צחוק, שקט, מחיאות כפיים, סוף, thank you, thanks, bye,
bye bye, thank you very much, thank you so much, спасибо, شكرا
"""

# said again and again for a reason: digits read slowly, impatience
REPEATED_BY_PEOPLE = word_set(
    """
    כן לא הלו אפס אחת אחד שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר בבקשה רגע די מהר היי נו אוקיי
    """
)
