#!/bin/sh
# Put a dump into an empty database: deploy/restore.sh FILE.dump
# Needs DATABASE_URL and pg_restore; the heads stay beside the dump, to be compared by you.
set -eu
dump=${1:?usage: restore.sh FILE.dump}
: "${DATABASE_URL:?}"
. "$(dirname "$0")/database-address.sh"
(cd "$(dirname "$dump")" && sha256sum --check --quiet "$(basename "$dump" .dump).sha256")

tables=$(psql --no-psqlrc --tuples-only --no-align --command="
    SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'" "$address")
if [ "$tables" != 0 ]; then
    echo "The database is not empty: restore into a new one." >&2
    exit 1
fi
pg_restore --exit-on-error --no-owner --single-transaction --dbname="$address" "$dump"
echo "Restored. Now run: openpias audit verify"
