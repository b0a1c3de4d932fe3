import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scheduling", "0008_doubled_letters"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="appointment",
            name="appointment_search",
        ),
        migrations.RemoveField(
            model_name="appointment",
            name="search_text",
        ),
        migrations.AddField(
            model_name="appointment",
            name="search_text",
            field=models.GeneratedField(
                db_persist=True,
                expression=django.db.models.functions.text.Concat(
                    django.db.models.functions.text.Replace(
                        django.db.models.functions.text.Replace(
                            models.Func(
                                django.db.models.functions.text.Lower(
                                    models.Func(
                                        django.db.models.functions.text.Concat(
                                            models.Value(" "),
                                            "service_label",
                                            models.Value(" "),
                                            "notes",
                                            output_field=models.TextField(),
                                        ),
                                        function="NORMALIZE",
                                        output_field=models.TextField(),
                                        template="%(function)s(%(expressions)s, NFC)",
                                    )
                                ),
                                models.Value(
                                    "ךםןףץ־-–—_.,;:!?…/\\|()[]{}<>@#$%&*+=~^·•\t\n\r\xa0ְֱֲֳִֵֶַָֹֺֻּֽֿ֑֖֛֢֣֤֥֦֧֪֚֭֮֒֓֔֕֗֘֙֜֝֞֟֠֡֨֩֫֬֯׀ׁׂ׃ׅׄ׆ׇ'\"׳״`´‘’“”„\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\xad\u200b\u200c\u200d\u2060\ufeff"
                                ),
                                models.Value("כמנפצ                                       "),
                                function="TRANSLATE",
                                output_field=models.TextField(),
                            ),
                            models.Value("יי"),
                            models.Value("י"),
                            output_field=models.TextField(),
                        ),
                        models.Value("וו"),
                        models.Value("ו"),
                        output_field=models.TextField(),
                    ),
                    models.Func(
                        models.Func(
                            django.db.models.functions.text.Lower(
                                models.Func(
                                    django.db.models.functions.text.Concat(
                                        models.Value(" "),
                                        "service_label",
                                        models.Value(" "),
                                        "notes",
                                        output_field=models.TextField(),
                                    ),
                                    function="NORMALIZE",
                                    output_field=models.TextField(),
                                    template="%(function)s(%(expressions)s, NFC)",
                                )
                            ),
                            models.Value(
                                "ךםןףץ־-–—_.,;:!?…/\\|()[]{}<>@#$%&*+=~^·•\t\n\r\xa0ְֱֲֳִֵֶַָֹֺֻּֽֿ֑֖֛֢֣֤֥֦֧֪֚֭֮֒֓֔֕֗֘֙֜֝֞֟֠֡֨֩֫֬֯׀ׁׂ׃ׅׄ׆ׇ'\"׳״`´‘’“”„\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\xad\u200b\u200c\u200d\u2060\ufeff"
                            ),
                            models.Value("כמנפצ                                       "),
                            function="TRANSLATE",
                            output_field=models.TextField(),
                        ),
                        models.Value(" (?![^ ]*(?:יי|וו))[^ ]*"),
                        models.Value(""),
                        models.Value("g"),
                        function="REGEXP_REPLACE",
                        output_field=models.TextField(),
                    ),
                    output_field=models.TextField(),
                ),
                output_field=models.TextField(),
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="appointment_search", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
