# mailbridge. `make help` lists what can be done.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
SWIFT := swift
PREFIX := /usr/local
RELEASE := .build/release/mailbridge
UNITS := $(wildcard dist/systemd/*.service dist/systemd/*.timer)
# Below PREFIX/share, each named after its shell.
COMPLETIONS := bash-completion/completions/mailbridge zsh/vendor-completions/_mailbridge fish/vendor_completions.d/mailbridge.fish

# Debian packages: what the compiler needs, what `make demo` starts, what only the tests start.
BUILD_PACKAGES := libcurl4-openssl-dev libsqlite3-dev libssl-dev pkg-config g++ git ca-certificates tzdata
DEMO_PACKAGES := $(BUILD_PACKAGES) dovecot-imapd dovecot-lmtpd dovecot-submissiond openssl neomutt bsdutils
MIME_BENCH_PACKAGES := $(BUILD_PACKAGES) libgmime-3.0-dev zlib1g-dev libxml2-dev python3
IMAP_BENCH_PACKAGES := $(BUILD_PACKAGES) dovecot-imapd dovecot-lmtpd openssl isync python3
ALL_PACKAGES := $(DEMO_PACKAGES) thunderbird xvfb chromium python3 python3-gi gir1.2-gmime-3.0
# A second IMAP server and a mail server for the tests, of which Debian lets only one of each be installed, and promtool without
# the server that it comes with: unpacked beside.
UNPACKED_PACKAGES := cyrus-imapd cyrus-common sasl2-bin postfix prometheus

.DEFAULT_GOAL := help
.PHONY: help deps build test demo bench bench-loop bench-service bench-imap bench-mime bench-replies bench-store bench-clocks bench-routing capabilities contracts coverage faults torture fuzz sanitize lint install deb deb-test clean

help: ## Lists the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1\t\2/p' Makefile | expand -t 12

deps: ## Installs what is missing of the Debian packages for building, tests and demonstration
	@.ci/packages $(ALL_PACKAGES)
	@.ci/unpacked $(UNPACKED_PACKAGES)

build: ## Builds the program for release: .build/release/mailbridge
	@.ci/packages $(BUILD_PACKAGES)
	$(SWIFT) build --configuration release --static-swift-stdlib --product mailbridge

test: deps ## Runs all tests and prints a summary
	@Tests/run

demo: ## Shows the whole loop on this machine; KEEP=1 leaves it running for your own mail client
	@.ci/packages $(DEMO_PACKAGES)
	@$(MAKE) --no-print-directory build
	$(RELEASE) demo $(if $(filter-out 0,$(KEEP)),--keep)

bench: ## Measures everything and prints one table with the peers beside, in an hour or so: PARTS="mime store", KEEP=file for the store
	@.ci/packages $(DEMO_PACKAGES) $(MIME_BENCH_PACKAGES) $(IMAP_BENCH_PACKAGES)
	@Benchmarks/all $(if $(PARTS),PARTS="$(PARTS)") $(foreach name,TICKETS BACKLOG KEEP,$(if $($(name)),$(name)="$($(name))"))

bench-loop: ## Measures the whole loop with a real mail server; prints one table
	@.ci/packages $(DEMO_PACKAGES)
	Benchmarks/run

bench-imap: ## Measures the IMAP client beside imaplib, mbsync and bare clients on a real server; QUICK=1 for a glance
	@.ci/packages $(IMAP_BENCH_PACKAGES)
	@QUICK="$(QUICK)" Benchmarks/imap

bench-mime: ## Measures the mail parser beside GMime and libxml2, built and run in the same call; prints one table
	@.ci/packages $(MIME_BENCH_PACKAGES)
	@Benchmarks/mime

bench-replies: ## Measures how long the answer in a reply takes to be cut out; prints one table
	@.ci/packages $(BUILD_PACKAGES)
	@Benchmarks/replies

bench-store: ## Measures lists, lookups, search and a report of a year over 1,000,000 tickets; TICKETS=, KEEP=file for the next time
	@.ci/packages $(BUILD_PACKAGES)
	@Benchmarks/store $(if $(TICKETS),TICKETS="$(TICKETS)") $(if $(KEEP),KEEP="$(KEEP)")

bench-service: ## Measures start, memory and pages of the service over the store that `make bench-store KEEP=file` left: STORE=file
	@.ci/packages $(DEMO_PACKAGES) python3
	@Benchmarks/service "$(STORE)"

bench-clocks: ## Measures how many deadlines a second are computed on one core
	@.ci/packages $(BUILD_PACKAGES)
	@Benchmarks/routing clocks

bench-routing: ## Measures 10,000 routing rules on one mail
	@.ci/packages $(BUILD_PACKAGES)
	@Benchmarks/routing routing

capabilities: ## Writes docs/capabilities.md anew from what the connectors say of themselves
	MAILBRIDGE_WRITE_DOCS=1 $(SWIFT) test --disable-xctest --filter CapabilityMatrixTests

contracts: ## Checks what the connectors send against the marketplaces' own descriptions: DATA=directory with them
	@Tests/Contracts/run "$(DATA)"

coverage: ## Measures how many lines of the pure modules, Store and Bridge the tests run; exit code 1 below 90 %: MODULES="Store" for the lines that lack
	@.ci/packages $(DEMO_PACKAGES) bsdextrautils
	@Tests/coverage $(MODULES)

faults: ## Posts among failing marketplaces until nobody doubts any more: POSTS=10000 for each, SEED=
	@POSTS="$(or $(POSTS),10000)" $(if $(SEED),SEED="$(SEED)") $(SWIFT) test --disable-xctest --filter FaultedPostsTests

torture: ## Kills the service at random moments and at each step, and fails its disk: PARTS="kills …", KILLS=100, SEED=, MINUTES=; see docs/torture.md
	@.ci/packages $(DEMO_PACKAGES) python3
	@MODE="$(MODE)" Torture/run $(PARTS) $(foreach name,KILLS SEED MINUTES AMAZON CUTS QUESTIONS SECONDS DAYS,$(if $($(name)),$(name)="$($(name))"))

fuzz: ## Fuzzes all that reads foreign bytes: MINUTES=10 in all, JOBS=, TARGETS=, MODE=debug; see Fuzz/README.md
	@Fuzz/run

sanitize: ## Runs the tests of the pure modules, IMAP client, connectors, Store and Bridge under the address and the thread sanitizer: SANITIZERS=, MODULES=
	@.ci/packages $(BUILD_PACKAGES) dovecot-imapd dovecot-lmtpd openssl
	@Fuzz/run sanitize

lint: ## Checks format and wording of the sources
	@.ci/lint

install: ## Installs what `make build` made, with units, manual pages, completions and example, below PREFIX=/usr/local
	@test -x $(RELEASE) || { echo "first: make build" >&2; exit 1; }
	install -D -m 755 -s $(RELEASE) $(DESTDIR)$(PREFIX)/bin/mailbridge
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man1 dist/man/mailbridge.1
	$(RELEASE) manual $(DESTDIR)$(PREFIX)/share/man/man1
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man5 dist/man/mailbridge.toml.5
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man7 dist/man/mailbridge.7
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/doc/mailbridge config.example.toml README.md CHANGELOG.md docs/*.md
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/mailbridge dist/alerts/mailbridge.rules.yml dist/grafana/mailbridge.json
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/,$(dir $(COMPLETIONS)))
	for file in $(COMPLETIONS); do shell=$${file%%[-_/]*}; $(RELEASE) --generate-completion-script $$shell | sed '1{/^#!/d}' > $(DESTDIR)$(PREFIX)/share/$$file; done
	install -D -m 644 dist/systemd/mailbridge.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/mailbridge.conf
	install -D -m 644 dist/systemd/mailbridge.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/mailbridge.conf
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/lib/systemd/system $(UNITS)
	sed -i 's|/usr/local/bin/|$(PREFIX)/bin/|' $(addprefix $(DESTDIR)$(PREFIX)/lib/systemd/system/,$(notdir $(UNITS)))

deb: build ## Packs the program as a Debian package: .build/deb/mailbridge_*.deb; lintian's word on it where that is installed
	@.ci/packages dpkg-dev
	@dist/debian/build $(RELEASE) .build/deb
	@if command -v lintian >/dev/null; then lintian --no-cfg --allow-root .build/deb/*.deb; fi

deb-test: ## Installs, runs, upgrades, removes and purges the package of `make deb` in a bare Debian 12 that systemd boots
	@Tests/Package/run

clean: ## Removes everything that was built
	rm -rf .build Benchmarks/.build
