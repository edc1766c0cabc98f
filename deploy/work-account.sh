#!/bin/sh
# Run once by the database's container, when it makes its files: the account with which the parts
# work. It owns nothing; `python -m django grant_work openpias_work` gives it its rights.
set -eu
password=$(cat /run/secrets/work_password)
psql --set ON_ERROR_STOP=1 --set password="$password" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE openpias_work LOGIN PASSWORD :'password';
SQL
