# make report     set up, build without optimising (a third of the time), run the bundled stepped-care study, print its report's path
# make test       set up, run every test
# make check      what .ci/run runs: format, warnings as errors, imports, every test
# make docs       the drawn examples of Documentation, made anew from the tests
# make browser    the bundled reports in headless Chromium (installed from Debian if missing): what was checked
# make kernels    the same bytes under each BLAS kernel that starts here, with one thread and two
# make batch-killed  a batch killed 50 times ends with the bytes of one left alone
# make reference  steps, scores and scales beside their slow twins, on 100,000 generated histories
# make build      the release binary, .build/release/remit
# make notebooks  run the notebooks of all bundled studies again and compare what they show (Python; R where it is)
# make fuzz       bytes that somebody else wrote, by libFuzzer: SECONDS=60 a harness; writes Tests/README.md
# make sanitize   the tests under the address and the thread sanitizer; writes Tests/README.md (long)
# make faults     every verb that writes killed KILLS=100 times, on a full disk, in odd surroundings; writes Tests/README.md
# make exports    re-make Notebooks-exports from the bundled studies
# make truth-effects  effects of 2,000 drawn cohorts beside their truth; writes Benchmarks/EFFECTS.md (a minute, after its build)
# make truth-policies  values of policies, and learned trees, beside their truth; writes Benchmarks/POLICIES.md (some minutes)
# make bench-effects  a doubly robust effect on 1e6 rows beside one logistic fit
# make bench-policies  values of ten policies beside numpy with scikit-learn
# make truth-roadmap  policies' values of simulated cohorts beside their truth; writes Benchmarks/ROADMAP.md (long)
# make coverage   how often 95 % intervals of the logistic regression hold the truth; writes Benchmarks/COVERAGE.md
# make truth      cohorts whose truth is known, beside it; writes Benchmarks/TRUTH.md (some minutes)
# make bench-survival  curves of time beside R's survfit; writes Benchmarks/SURVIVAL.md (needs R)
# make bench-cohort  cohorts of events beside polars; writes Benchmarks/COHORT.md (long)
# make bench-batch  what a study takes in a batch of BATCH_STUDIES=1000; writes Benchmarks/BATCH.md (some minutes)
# make bench      Benchmarks/compare: remit beside polars, duckdb and pandas (long; needs the network once)

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := report
.PHONY: report stepped-care test check docs kernels batch-killed reference build exports bench bench-cohort bench-derivation bench-logistic truth coverage setup browser notebooks fuzz sanitize faults truth-effects truth-policies bench-policies bench-effects clean truth-roadmap bench-survival bench-batch

STUDIES := stepped-care nimh-ketamine beat-the-blues dia-antidepressant neurofeedback-cbt
REMIT := .build/release/remit

# Decided when a recipe runs, after the set-up has looked at the compiler.
RELEASE_FLAGS = $$(.ci/release-flags)

setup:
	@.ci/setup

build: setup
	swift build -c release --product remit $(RELEASE_FLAGS)
	@.ci/strip $(REMIT)

report: setup
	swift build --product remit
	.build/debug/remit report Datasets/stepped-care/STUDY.yaml -o out/stepped-care
	@echo "$(CURDIR)/out/stepped-care/report.html"

# The files of Datasets/stepped-care, after the simulation has changed.
stepped-care: build
	rm -rf out/simulated
	$(REMIT) simulate --patients 4000 --seed 1 -o out/simulated
	for name in patients exposures assessments truth-steps; do \
	  gzip -9 -n -c "out/simulated/$$name.csv" > "Datasets/stepped-care/$$name.csv.gz"; \
	done
	cp out/simulated/truth.json Datasets/stepped-care/

test: setup
	swift test

check: setup
	swift format lint --strict --recursive Package.swift Sources Tests
	.ci/import-direction
	swift build --build-tests --explicit-target-dependency-import-check error
	@$(MAKE) --no-print-directory test

docs: setup
	REMIT_WRITE_DOCS=1 swift test --filter ExamplesPageTests

browser: build
	@for study in $(STUDIES); do $(REMIT) report "Datasets/$$study/STUDY.yaml" -o "out/browser/$$study"; done
	@.ci/browser

kernels: build
	.ci/kernels $(KERNELS)

batch-killed: build
	.ci/batch-killed

reference: setup
	REMIT_REFERENCE_HISTORIES=100000 swift test --filter 'ReferenceComparisonTests|ScoreComparisonTests'

SECONDS ?= 60
KILLS ?= 100

fuzz: setup
	.ci/fuzz $(SECONDS) $(HARNESSES)

sanitize: setup
	.ci/sanitize $(SANITIZERS)

faults: build
	.ci/faults $(KILLS)

exports: build
	@for study in $(STUDIES); do \
	  rm -rf "out/exports/$$study"; mkdir -p out/exports; \
	  $(REMIT) report "Datasets/$$study/STUDY.yaml" -o "out/exports/$$study"; \
	done
	@.ci/exports $(STUDIES)

notebooks: build
	@for study in $(STUDIES); do \
	  rm -rf "out/notebooks/$$study"; mkdir -p out/notebooks; \
	  $(REMIT) report "Datasets/$$study/STUDY.yaml" -o "out/notebooks/$$study" > /dev/null 2>&1; \
	done
	@.ci/notebooks $(STUDIES:%=out/notebooks/%)

bench: build
	Benchmarks/compare

bench-cohort: build
	pip install --quiet polars
	Benchmarks/cohort

BATCH_STUDIES ?= 1000

bench-batch: build
	Benchmarks/batch $(BATCH_STUDIES)

bench-derivation: build
	Benchmarks/derivation

bench-logistic: setup
	Benchmarks/logistic

bench-survival: setup
	Benchmarks/survival

truth: build
	Benchmarks/truth

truth-effects: setup
	swift build -c release --package-path Benchmarks/Policies --product effects-truth
	Benchmarks/Policies/.build/release/effects-truth 2000 | tee Benchmarks/EFFECTS.md

truth-policies: setup
	swift build -c release --package-path Benchmarks/Policies
	Benchmarks/Policies/.build/release/policies-truth 500 > Benchmarks/POLICIES.md

bench-effects: setup
	swift build -c release --package-path Benchmarks/Policies --product effects-benchmark
	Benchmarks/Policies/.build/release/effects-benchmark

bench-policies: setup
	Benchmarks/policies

truth-roadmap: setup
	REMIT_ROADMAP_COHORTS=$${REMIT_ROADMAP_COHORTS:-500} swift test --filter RoadmapTruthTests

coverage: setup
	swift build -c release --package-path Benchmarks/Logistic
	Benchmarks/Logistic/.build/release/coverage > Benchmarks/COVERAGE.md

clean:
	rm -rf .build out Benchmarks/.work
