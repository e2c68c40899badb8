from __future__ import annotations

import json
import time

from django.core.management import call_command


def test_static_files_build_with_hashed_names_and_quickly(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    begun = time.process_time()
    call_command("collectstatic", interactive=False, verbosity=0)
    # Five seconds of work, three by the clock on two free cores. `make demo` waits for it at each start.
    assert time.process_time() - begun < 15
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    for path in ("app/app.css", "app/app.js", "app/charts.js", "app/favicon.svg"):
        assert names[path] != path
        assert (tmp_path / names[path]).is_file()
    style = (tmp_path / names["vendor/moj-frontend-11.1.0/moj-frontend.min.css"]).read_text()
    assert "images/icon-document.svg" not in style, "pictures are named by their hashed names"
