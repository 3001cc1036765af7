#!/bin/sh
# Chooses the pinned versions anew: hashes, no addresses. Every smaller set is constrained by the whole.
set -eu
cd "$(dirname "$0")/.."
pin() {
    name=$1
    shift
    uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
        pyproject.toml "$@" --output-file "requirements/$name.txt"
}
pin bench --all-extras
pin test --extra install --extra region --extra test --extra lint \
    --constraint requirements/bench.txt
pin demo --extra install --extra region --constraint requirements/bench.txt
if grep -n "://" requirements/*.txt; then
    echo "A pin names an address; it must not." >&2
    exit 1
fi
