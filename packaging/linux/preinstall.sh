#!/bin/sh
# Before the files of a deb or an rpm are put in place: they have an owner.
set -e
if ! getent passwd lrsdrop >/dev/null; then
	useradd --system --user-group --home-dir /var/lib/lrsdrop --no-create-home --shell /usr/sbin/nologin lrsdrop
fi
