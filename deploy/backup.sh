#!/bin/sh
# Dump the database and copy the signed heads: deploy/backup.sh FOLDER
# Needs DATABASE_URL, OPENPIAS_AUDIT_HEADS and pg_dump of the server's major version.
set -eu
umask 077
folder=${1:?usage: backup.sh FOLDER}
: "${DATABASE_URL:?}" "${OPENPIAS_AUDIT_HEADS:?}"
mkdir -p "$folder"
name="openpias-$(date -u +%Y%m%dT%H%M%SZ)"

. "$(dirname "$0")/database-address.sh"
pg_dump --format=custom --no-owner --file="$folder/$name.dump.part" "$address"
# The heads come after the dump, so that they cover all of it.
cp "$OPENPIAS_AUDIT_HEADS" "$folder/$name.heads.jsonl"
mv "$folder/$name.dump.part" "$folder/$name.dump"
cd "$folder"
sha256sum "$name.dump" "$name.heads.jsonl" > "$name.sha256"
sync
echo "$folder/$name.dump"
