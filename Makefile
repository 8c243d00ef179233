# Alt kjøres herfra; «make» alene viser hva som finnes. Hvert mål er ett steg i .ci/run.
PYTHON ?= python3
ENV := .venv/bin/python
CODE := bot actions knowledge
export TORCH_INDEX

.DEFAULT_GOAL := help
.PHONY: help environments prepare run test chat spor train ingest evaluate charts teams-app widget lint bench bench-scale clean clean-environments

help: ## Vis denne oversikten
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-20s%s\n", $$1, $$2 }'

environments: ## Lag eller oppdater de to Python-miljøene
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 8))' 2>/dev/null || \
		{ echo "Fant ingen brukbar $(PYTHON). Installer Python 3.11, og kjør samme kommando igjen." >&2; exit 1; }
	@"$(PYTHON)" -m bot.run.environments

prepare: environments ## … og tren modellen og bygg søkeindeksen, hvis noe er endret
	@$(ENV) -m bot.run prepare

run: environments ## Sett opp alt og start boten; stopp med Ctrl-C
	@$(ENV) -m bot.run serve

test: prepare ## Sett opp alt og kjør alle testene (noen av dem: make test ARGS=tests/bot)
	@$(ENV) -m pytest -n 2 --dist loadfile $(ARGS)

chat: environments ## Snakk i terminalen med boten som kjører (make run i et annet vindu)
	@$(ENV) -m bot chat $(if $(KOMMUNE),--kommune $(KOMMUNE))

spor: environments ## Still boten som kjører ett spørsmål: make spor Q="en elev blir fryst ut"
	@$(ENV) -m bot spør "$$Q" $(if $(KOMMUNE),--kommune $(KOMMUNE))

train: environments ## Tren språkmodellen, hvis dataene er endret
	@$(ENV) -m bot.run train

ingest: environments ## Les inn egne veiledere: make ingest GUIDES=mappe
	@$(ENV) -m bot.run ingest "$(GUIDES)"

evaluate: environments ## Mål hvor ofte søket finner svaret, mot andre søk (docs/sok.md)
	@$(ENV) -m tests.evaluation.retrieval

charts: environments ## Tegn prosedyrene på nytt i docs/prosedyrer
	@$(ENV) -m knowledge charts

widget: ## Bygg skriptet som nettsider henter, etter en endring i bot/web eller data/widget (trenger Node 20)
	@cd bot/web && npm ci --no-audit --no-fund --ignore-scripts --silent && npm run --silent check && npm run --silent build

teams-app: environments ## Lag appen til Teams i var/teams-app (docs/teams.md)
	@$(ENV) -m bot.run teams-app

lint: environments ## Sjekk kodestil og typer
	@$(ENV) -m ruff check $(CODE) tests
	@$(ENV) -m ruff format --check $(CODE) tests
	@$(ENV) -m mypy --strict $(addprefix -p ,$(CODE))

bench: environments ## Mål hvor lang tid oppstart, svar og søk tar her
	@$(ENV) -m bot.run bench

bench-scale: environments ## … og søk over 100 000 og en million avsnitt (egne tall: SIZES="10000 50000")
	@$(ENV) -m bot.run bench-scale $(SIZES)

clean: ## Fjern modell, indeks, logger og mellomlagre (ikke innleste veiledere, samtaler og utkast)
	@rm -rf var/models var/index var/log var/cache .rasa .mypy_cache .ruff_cache .pytest_cache .hypothesis
	@find $(CODE) tests -name __pycache__ -type d -prune -exec rm -rf {} +

clean-environments: clean ## … og de to Python-miljøene
	@rm -rf .venv .venv-rasa
