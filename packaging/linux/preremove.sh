#!/bin/sh
# Before the files are taken away, not for an upgrade.
set -e
case "$1" in
remove | 0)
	[ ! -d /run/systemd/system ] || systemctl stop lrsdrop.service
	! command -v systemctl >/dev/null || systemctl disable lrsdrop.service
	;;
esac
