#!/usr/bin/env bash
# Writes the names of time zones anew: those of the database that the newest Go embeds. Needs Go.
set -euo pipefail
cd "$(dirname "$0")"
go run . "$(go env GOROOT)/lib/time/zoneinfo.zip" > ../../../src/value/time_zone/names.txt
