#!/bin/sh
# scripts/rollback.sh <environment> [version]: `make rollback`, by the name that the pipeline document gives it (6.2).
# Without a version it shows what may be gone back to.
cd "$(dirname "$0")/.." || exit 3
exec node --import tsx operations/release/main.ts rollback --stack "${1:?which environment?}" ${2:+--version "$2"} ${3:+--reason "$3"}
