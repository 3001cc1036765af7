from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0005_row_security'),
    ]

    operations = [
        migrations.AddField(
            model_name='runpair',
            name='moves',
            field=models.IntegerField(default=0),
        ),
        migrations.AddField(
            model_name='runpair',
            name='row_class',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='runpair',
            name='doubt',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='upload',
            name='faults_found',
            field=models.IntegerField(default=0),
        ),
    ]
