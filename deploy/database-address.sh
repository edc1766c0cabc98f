# Sourced by backup.sh and restore.sh: takes the password out of DATABASE_URL, into the environment,
# since arguments show in the process list. A password written with % belongs into ~/.pgpass.
address=$(printf '%s' "$DATABASE_URL" | sed 's|^\([a-z]*://[^:/@]*\):[^@/]*@|\1@|')
password=$(printf '%s' "$DATABASE_URL" | sed -n 's|^[a-z]*://[^:/@]*:\([^@/]*\)@.*|\1|p')
case $password in
    *%*) echo "Put the password into ~/.pgpass and leave it out of DATABASE_URL." >&2; exit 1 ;;
    ?*) PGPASSWORD=$password; export PGPASSWORD ;;
esac
