"""What a session asks of PostgreSQL beside what the deployer asks."""

from __future__ import annotations

from sqlalchemy import create_engine, make_url

from shared.core.database import make_engine
from shared.core.session_settings import SESSION_SETTINGS
from shared.core.settings import Settings


def test_options_of_the_url_hold_for_the_services_as_for_the_migrations(settings: Settings):
    asked = make_url(settings.database_url).update_query_dict({"options": "-csearch_path=shop,public"})
    given = settings.model_copy(update={"database_url": asked.render_as_string(hide_password=False)})
    names = ", ".join(f"current_setting('{name}')" for name in ("search_path", *SESSION_SETTINGS))
    service, migrations = make_engine(given, "test"), create_engine(given.sqlalchemy_url)
    with service.connect() as one, migrations.connect() as other:
        found = tuple(one.exec_driver_sql(f"SELECT {names}").one())
        assert found == ("shop,public", *SESSION_SETTINGS.values())
        assert other.exec_driver_sql("SHOW search_path").scalar() == found[0]
    for engine in (service, migrations):
        engine.dispose()
