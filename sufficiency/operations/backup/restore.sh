#!/bin/sh
# Lays a backup out as a new database cluster that, when it is started, plays the changes up to a moment.
#
#   restore.sh MOMENT DATA
#
#   MOMENT             '2026-11-22 14:30:00+00', any time since a backup was finished; or 'latest'
#   DATA               a directory that does not exist yet or is empty: the cluster that is in use is not touched
#   BACKUP_DIRECTORY   as for backup.sh
#
# Run it as the user that PostgreSQL runs as. It says what to do next.
set -eu
umask 077
: "${BACKUP_DIRECTORY:?Set BACKUP_DIRECTORY to where backups are kept}"
if [ $# -ne 2 ]; then
    echo "Usage: restore.sh '2026-11-22 14:30:00+00'|latest DATA" >&2
    exit 2
fi
moment=$1
data=$2
base=$BACKUP_DIRECTORY/base
wal=$(cd "$BACKUP_DIRECTORY/wal" && pwd)
if [ -e "$data" ] && [ -n "$(ls -A "$data")" ]; then
    echo "$data is not empty. Name a directory that does not exist yet: nothing was changed." >&2
    exit 1
fi
if [ "$moment" = latest ]; then
    until=99991231T235959Z
else
    until=$(date -u -d "$moment" +%Y%m%dT%H%M%SZ) || {
        echo "'$moment' is no moment. Give one such as '2026-11-22 14:30:00+00'. Nothing was changed." >&2
        exit 1
    }
fi
chosen=$(ls -1 "$base" | grep -v unfinished | sort | awk -v until="$until" '$0 <= until' | tail -n 1)
if [ -z "$chosen" ]; then
    echo "No backup was finished by $moment. The first is $(ls -1 "$base" | sort | head -n 1). Nothing was changed." >&2
    exit 1
fi

mkdir -p "$data"
cp -a "$base/$chosen/." "$data/"
chmod 700 "$data"
rm -f "$data/standby.signal"
{
    # The last part of the changes may still be the unfinished file.
    echo "restore_command = 'cp \"$wal/%f\" \"%p\" 2>/dev/null || cp \"$wal/%f.partial\" \"%p\" 2>/dev/null'"
    if [ "$moment" != latest ]; then
        echo "recovery_target_time = '$moment'"
        echo "recovery_target_action = 'promote'"
    fi
    # A cluster that is only being looked at must not write into the archive of the one in use.
    echo "archive_mode = off"
} >>"$data/postgresql.auto.conf"
touch "$data/recovery.signal"
echo "Laid out from the backup $chosen, to be played to $moment."
echo "Next: pg_ctl start --pgdata=$data --wait; then, with DATABASE_URL pointing at it:"
echo "  manage.py fingerprint --compare FILE   the note that was taken at that moment, if there is one"
echo "  manage.py verify_audit                 the trail is as it was written"
echo "  manage.py destroyed --again FILE       what retention destroyed after the backup goes again"
