#!/bin/sh
# A whole copy of the database cluster, verified, beside the changes that receive-wal.sh keeps.
#
#   SOURCE             address of a role with REPLICATION: postgres://backup:…@host:5432/postgres (or PG… variables)
#   BACKUP_DIRECTORY   where backups are kept; another disk, better another machine; encrypted
#   KEEP               how many copies are kept; 14 unless said. What was destroyed by a retention rule is in
#                      no backup any more once as many copies have been made after it
#
# Needs PostgreSQL's own programs of the server's major version on the PATH, and nothing of this product.
set -eu
umask 077
: "${BACKUP_DIRECTORY:?Set BACKUP_DIRECTORY to where backups are kept}"
KEEP=${KEEP:-14}
base=$BACKUP_DIRECTORY/base
wal=$BACKUP_DIRECTORY/wal
mkdir -p "$base" "$wal"

# What an interrupted run left is no backup.
rm -rf "$base"/*.unfinished
part=$base/$(date -u +%Y%m%dT%H%M%SZ).unfinished
PGAPPNAME=sufficiency_base_backup pg_basebackup ${SOURCE:+--dbname="$SOURCE"} --pgdata="$part" \
    --checkpoint=fast --wal-method=stream --no-password
verified=true
pg_verifybackup --quiet "$part" || verified=false

# It is complete from now on: it can be restored to any moment after this name.
finished=$(date -u +%Y%m%dT%H%M%SZ)
sync
mv "$part" "$base/$finished"
bytes=$(du -sk "$base/$finished" | cut -f1)
told=$BACKUP_DIRECTORY/last-backup.json
printf '{"finished_at": "%s", "name": "%s", "kilobytes": %s, "verified": %s}\n' \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$finished" "$bytes" "$verified" >"$told.new"
# Only this file, which holds no data, may be read by the service that watches it.
chmod 644 "$told.new"
mv "$told.new" "$told"
if [ "$verified" = false ]; then
    echo "The backup $finished was made but does not agree with its own list of checksums. Keep the one before it." >&2
    exit 1
fi

# Older copies, and changes that only they needed.
ls -1 "$base" | grep -v unfinished | sort -r | tail -n +$((KEEP + 1)) | while read -r old; do
    rm -rf "${base:?}/$old"
done
oldest=$(ls -1 "$base" | grep -v unfinished | sort | head -n 1)
first=$(sed -n 's/^START WAL LOCATION: .* (file \([0-9A-F]*\))$/\1/p' "$base/$oldest/backup_label")
pg_archivecleanup "$wal" "$first"
echo "Backup $finished: $bytes kilobytes, verified."
