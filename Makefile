# The commands of the house; `make help` lists them.
.DEFAULT_GOAL := help

# A new version is built into a folder of its own: a change here is enough.
LINTER_VERSION := v2.15.0
LINTER := .tools/golangci-lint-$(LINTER_VERSION)/golangci-lint

.PHONY: demo build check test style vet lint bench bench-inventory update clean help

demo: build ## a workspace and the bot on this machine; ARGS="--addr 127.0.0.1:9000"
	@exec bin/steward sandbox $(ARGS)

build: ## the program, into bin/steward
	@go build -o bin/steward .

ifeq ($(CI),true)
# There is no quick way past the tests where they decide.
check: test
else
check: style vet ## the quick loop: no browser, nothing from npm, and SQLite alone unless STEWARD_TEST_POSTGRES is set
	env -u STEWARD_CHROMIUM -u STEWARD_NODE_MODULES -u STEWARD_REQUIRE go test ./...
endif

test: style vet lint ## everything, with PostgreSQL, Chromium, programs from npm and the race detector
	scripts/test

style:
	@changes=$$(gofmt -l .); test -z "$$changes" || { echo "gofmt would change:"; echo "$$changes"; exit 1; }

vet:
	go vet ./...

lint: $(LINTER) ## the linter, at the version named above
	$(LINTER) run --allow-parallel-runners ./...

$(LINTER):
	GOBIN=$(CURDIR)/$(@D) go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(LINTER_VERSION)

bench: ## acknowledgements beside Slack's Bolt, a core each; ARGS="-rounds 1 -only http/command"
	bench/run $(ARGS)

bench-inventory: ## a big inventory's import beside bare inserts, and its status cards beside a small one's
	scripts/with-postgres go test -run '^$$' -bench Inventory -benchtime 1x -timeout 30m .

# A test binary refuses a flag that it does not know, so only those are asked
# that have goldens.
update: ## accept what the tests print now as the goldens; read the diff
	@for folder in $$(grep -rl --include='*_test.go' --exclude-dir='.?*' 'Bool("update"' . | xargs -n1 dirname | sort -u); \
		do go test "$$folder" -update || exit 1; done

clean: ## what was built, tools included
	rm -rf bin .tools interop/testdata/npm/node_modules

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
