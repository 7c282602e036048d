#!/bin/sh
# Runs once before web and worker start: puts static files where the proxy finds them, brings the database up to the
# code, makes missing roles, and fills the search;
# with DEMO=1, fills in the demo edition.
set -eu
python manage.py collectstatic --noinput --verbosity 0 # beside those of older versions, which their pages still ask for
python manage.py migrate --noinput
python manage.py roles
python manage.py rebuild_search --missing
case "${DEMO:-0}" in
  1 | true | yes) python manage.py demo ;;
esac
