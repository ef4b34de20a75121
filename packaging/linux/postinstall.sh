#!/bin/sh
# After the files of a deb or an rpm are in place. What comes before the path of
# a deb's script is "configure" and, in an upgrade, the version before; an rpm
# gives the number of its versions that are there.
set -e

# place puts the first configuration where there is none. The rpm has brought
# its own.
place() {
	[ -e /etc/lrsdrop/lrsdrop.yaml ] || [ ! -e /usr/share/lrsdrop/lrsdrop.yaml ] ||
		install -o root -g lrsdrop -m 0640 /usr/share/lrsdrop/lrsdrop.yaml /etc/lrsdrop/lrsdrop.yaml
}

# restart lets a daemon that runs go on as the new program. One that an operator
# has stopped stays as it is.
restart() { [ ! -d /run/systemd/system ] || systemctl try-restart lrsdrop.service; }

reload() { [ ! -d /run/systemd/system ] || systemctl daemon-reload; }

case "$1" in
configure)
	place
	reload
	[ -z "$2" ] || restart
	;;
1)
	reload
	;;
2)
	reload
	restart
	;;
esac
