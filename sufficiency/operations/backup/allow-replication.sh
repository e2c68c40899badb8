#!/bin/sh
# For the example of docker-compose.yml: lets the containers beside the database copy it, with a password.
set -eu
echo "host replication all samenet scram-sha-256" >>"$PGDATA/pg_hba.conf"
