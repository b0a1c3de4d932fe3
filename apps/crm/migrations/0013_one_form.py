import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0012_doubled_letters"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="lead",
            name="lead_search",
        ),
        migrations.RemoveField(
            model_name="lead",
            name="search_text",
        ),
        migrations.AddField(
            model_name="lead",
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
                                            "name",
                                            models.Value(" "),
                                            "phone",
                                            models.Value(" "),
                                            models.Func(
                                                models.F("phone"),
                                                models.Value("^\\+972"),
                                                models.Value("0"),
                                                function="REGEXP_REPLACE",
                                                output_field=models.TextField(),
                                            ),
                                            models.Value(" "),
                                            "email",
                                            models.Value(" "),
                                            "city",
                                            models.Value(" "),
                                            "service_wanted",
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
                                        "name",
                                        models.Value(" "),
                                        "phone",
                                        models.Value(" "),
                                        models.Func(
                                            models.F("phone"),
                                            models.Value("^\\+972"),
                                            models.Value("0"),
                                            function="REGEXP_REPLACE",
                                            output_field=models.TextField(),
                                        ),
                                        models.Value(" "),
                                        "email",
                                        models.Value(" "),
                                        "city",
                                        models.Value(" "),
                                        "service_wanted",
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
            model_name="lead",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["search_text"], name="lead_search", opclasses=["gin_trgm_ops"]
            ),
        ),
        migrations.RemoveIndex(
            model_name="lead",
            name="lead_by_spelled_name",
        ),
        migrations.AddIndex(
            model_name="lead",
            index=models.Index(
                django.db.models.functions.text.Trim(
                    models.Func(
                        django.db.models.functions.text.Replace(
                            django.db.models.functions.text.Replace(
                                models.Func(
                                    django.db.models.functions.text.Lower(
                                        models.Func(
                                            django.db.models.functions.text.Concat(
                                                models.Value(" "), "name", output_field=models.TextField()
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
                        models.Value(" +"),
                        models.Value(" "),
                        models.Value("g"),
                        function="REGEXP_REPLACE",
                        output_field=models.TextField(),
                    )
                ),
                condition=models.Q(("name", ""), _negated=True),
                name="lead_by_spelled_name",
            ),
        ),
    ]
