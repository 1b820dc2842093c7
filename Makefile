# The few words to remember; the work is Meson's. Every variant is a folder below build/.
PREFIX  ?= /usr/local
DESTDIR ?=
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
SECONDS ?= 60

RELEASE = build/release

.PHONY: all demo test bench fuzz layers install clean format

# `make`: what is missing on the machine, then the release build.
all:
	@scripts/deps build
	@scripts/setup release --buildtype=release -Dtests=false --prefix=$(PREFIX)
	@ninja -C $(RELEASE) -j$(JOBS)

demo: all
	@$(RELEASE)/cli/cordon demo

test:
	@scripts/deps test
	@scripts/test

bench:
	@scripts/deps build
	@scripts/setup bench --buildtype=release -Dtests=false
	@ninja -C build/bench -j$(JOBS)
	@meson test -C build/bench --no-rebuild --benchmark --verbose

# make fuzz T=list_ofac_xml [SECONDS=60]
fuzz:
	@scripts/deps fuzz
	@scripts/fuzz "$(T)" "$(SECONDS)"

layers:
	@python3 tools/layers.py

# The prefix may change between two installs; the files are those of `make`.
install: all
	@meson configure $(RELEASE) --prefix=$(PREFIX)
	@DESTDIR=$(DESTDIR) meson install -C $(RELEASE)

clean:
	rm -rf build

format:
	@clang-format -i $$(git ls-files '*.c' '*.h')
