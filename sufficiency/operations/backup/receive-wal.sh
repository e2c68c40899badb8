#!/bin/sh
# Every change of the database, written down as it is made, so that a restore can stop at any moment.
# Runs until it is ended: as a service of its own, restarted where it stops.
#
#   SOURCE             address of a role with REPLICATION: postgres://backup:…@host:5432/postgres (or PG… variables)
#   BACKUP_DIRECTORY   as for backup.sh
#
# The database keeps what was not received yet (a replication slot), so that a pause loses nothing; its setting
# max_slot_wal_keep_size bounds how much.
set -eu
umask 077
: "${BACKUP_DIRECTORY:?Set BACKUP_DIRECTORY to where backups are kept}"
mkdir -p "$BACKUP_DIRECTORY/wal"
export PGAPPNAME=sufficiency_backup
pg_receivewal ${SOURCE:+--dbname="$SOURCE"} --slot=sufficiency_backup --create-slot --if-not-exists --no-password
exec pg_receivewal ${SOURCE:+--dbname="$SOURCE"} --slot=sufficiency_backup --directory="$BACKUP_DIRECTORY/wal" \
    --synchronous --status-interval=5 --no-password
