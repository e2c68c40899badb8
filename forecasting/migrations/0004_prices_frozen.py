"""What a forecast that has ended says of cost, and the prices it was made with, are frozen with it."""

from django.db import migrations

TABLES = ("forecastcost", "forecastprice")

FORWARD = "".join(
    f"""
create trigger forecasting_{table}_frozen before insert or update or delete on forecasting_{table}
    for each row execute function forecasting_figures_frozen();
"""
    for table in TABLES
)
REVERSE = "".join(
    f"drop trigger if exists forecasting_{table}_frozen on forecasting_{table};\n" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("forecasting", "0003_prices")]

    operations = [migrations.RunSQL(FORWARD, REVERSE)]
