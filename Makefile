# Each target is one go command; `make` alone lists them.
help:
	@grep -E '^[a-z]+:.*##' Makefile

demo: ## the whole thing in the browser
	go run . demo

run: ## the real bot, with the token from TELEGRAM_TOKEN
	go run . serve

test: ## everything that needs no browser
	go test ./...

transcripts: ## rewrite the bot's side of the conversations; read the difference
	go test . -run Transcript -update

check: ## look for mistakes in words and lessons
	go run . check

bench: ## figures of speed and size
	go test . -run '^$$' -bench . -benchtime 1x

.PHONY: help demo run test transcripts check bench
