#!/bin/sh
# After the files are taken away. A deb that is purged leaves nothing; an rpm,
# and a deb that is removed, leaves the state folder: it is the memory of what
# was sent.
set -e
reload() { [ ! -d /run/systemd/system ] || systemctl daemon-reload; }

case "$1" in
remove | 0)
	reload
	;;
purge)
	rm -rf /etc/lrsdrop /var/lib/lrsdrop /etc/systemd/system/lrsdrop.service.d
	! getent passwd lrsdrop >/dev/null || userdel lrsdrop || true # not while a program of its own still runs
	reload
	;;
esac
