//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
	"lrsdrop/packaging"
)

// systemctlBooted stands in for the part of systemctl that needs a running
// systemd; units are enabled and disabled by the real one.
const systemctlBooted = `#!/bin/sh
echo "$*" >>/run/systemctl.log
case $1 in
enable|disable|daemon-reload) SYSTEMD_OFFLINE=1 exec /usr/bin/systemctl "$@" ;;
start|restart) : >/run/active; rm -f /run/failed ;;
stop) rm -f /run/active /run/failed ;;
is-failed) [ -e /run/failed ] ;;
is-active)
	[ ! -e /run/failed ] || { echo failed; exit 3; }
	[ -e /run/active ] || { echo inactive; exit 3; }
	echo active ;;
list-unit-files) [ ! -e /etc/systemd/system/lrsdrop.service ] || echo "lrsdrop.service enabled" ;;
esac
`

// aMachine lays other folders over those of this machine, in a mount namespace
// of its own, as if systemd ran it.
const aMachine = `set -e
mount -t tmpfs tmpfs "$LAYER"
for dir in usr etc; do
	mkdir "$LAYER/$dir" "$LAYER/$dir.work"
	mount -t overlay overlay -o "lowerdir=/$dir,upperdir=$LAYER/$dir,workdir=$LAYER/$dir.work" "/$dir"
done
mount -t tmpfs tmpfs /run
mkdir -p /run/systemd/system /usr/local/bin /etc/lrsdrop
rm -f /etc/systemd/system/lrsdrop.service
cp "$STANDIN" /usr/local/bin/systemctl
cp -L "$PROGRAM" /usr/bin/lrsdrop
cp "$CONFIG" /etc/lrsdrop/lrsdrop.yaml
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
unset LRSDROP_CONFIG
code() { want=$1; shift; got=0; "$@" || got=$?; [ "$got" = "$want" ] || { echo "exit code $got of $*"; exit 9; }; }
`

// onAMachine runs a script on such a machine.
func onAMachine(t *testing.T, config, script string) string {
	t.Helper()
	unshare := needs.Program(t, "unshare", "util-linux")
	needs.Program(t, "systemctl", "systemd")
	if os.Geteuid() != 0 {
		needs.Missing(t, "only root may lay folders over those of the machine")
	}
	program, err := exec.LookPath("lrsdrop")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"systemctl": systemctlBooted, "lrsdrop.yaml": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	layer := filepath.Join(dir, "layer")
	if err := os.Mkdir(layer, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(unshare, "--mount", "--propagation", "private", "sh", "-c", aMachine+script)
	cmd.Env = append(os.Environ(), "LAYER="+layer, "STANDIN="+filepath.Join(dir, "systemctl"), "PROGRAM="+program, "CONFIG="+filepath.Join(dir, "lrsdrop.yaml"))
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return string(said)
}

// serviceConfig has one inbox where the unit lets the daemon write, and others.
const serviceConfig = `state_dir: /var/lib/lrsdrop/state
lrs: {environment: compatibility}
organisations:
  - id: acme
    ukprn: "10099999"
    organisation_ref: RN0000
    password: {credential: acme.password}
    certificate: {pkcs12: secrets/acme.p12, passphrase: {credential: acme.passphrase}}
    users: {default: J Smith}
    inboxes: [{path: /srv/lrs/inbox/acme}, {path: "/home/mis/out 100%"}]
    outbox: {path: /data/acme/outbox}
`

func TestServiceIsInstalledControlledAndTakenAwayOnAMachineWithSystemd(t *testing.T) {
	t.Parallel()
	said := onAMachine(t, serviceConfig, `
code 0 lrsdrop service status --json
code 2 lrsdrop service start
code 0 lrsdrop service install
echo '== the unit'
cat /etc/systemd/system/lrsdrop.service
echo '== again'
test -L /etc/systemd/system/multi-user.target.wants/lrsdrop.service
id lrsdrop
code 0 lrsdrop service install
code 0 lrsdrop service status
code 0 lrsdrop service start
code 0 lrsdrop service status
code 0 lrsdrop service restart
: >/run/failed
code 0 lrsdrop service status
code 0 lrsdrop service stop
echo '# mine' >>/etc/systemd/system/lrsdrop.service
code 2 lrsdrop service install
code 0 lrsdrop service uninstall
test ! -e /etc/systemd/system/lrsdrop.service
test ! -L /etc/systemd/system/multi-user.target.wants/lrsdrop.service
test -e /etc/lrsdrop/lrsdrop.yaml
code 2 lrsdrop service uninstall
`)
	_, rest, _ := strings.Cut(said, "== the unit\n")
	unit, _, _ := strings.Cut(rest, "== again\n")
	if unit != packaging.Unit() {
		t.Errorf("the unit is another than the one that packages ship:\n%s", unit)
	}
	for _, want := range []string{
		`"state": "not_installed"`, "The service lrsdrop is installed and starts with the machine.",
		"  ReadWritePaths=/data/acme/outbox \"/home/mis/out 100%%\"\n  ProtectHome=no\n", "(lrsdrop)",
		"The service lrsdrop is installed and stopped.", "The service lrsdrop runs.", "The service lrsdrop has failed", "is another unit than that of this program",
		"The service lrsdrop is taken away. All data stays: the configuration /etc/lrsdrop/lrsdrop.yaml, the state folder /var/lib/lrsdrop/state, secrets,",
		"the service is not installed. Install it with lrsdrop service install",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if strings.Contains(said, "ReadWritePaths=/srv") || t.Failed() {
		t.Errorf("it says:\n%s", said)
	}
}

func TestServiceOfAPackageIsUsedAsItIs(t *testing.T) {
	t.Parallel()
	said := onAMachine(t, "listen: nowhere\n", `
mkdir -p /usr/lib/systemd/system
printf '[Service]\nExecStart=/usr/bin/lrsdrop run\n[Install]\nWantedBy=multi-user.target\n' >/usr/lib/systemd/system/lrsdrop.service
code 0 lrsdrop service install
test ! -e /etc/systemd/system/lrsdrop.service
test -L /etc/systemd/system/multi-user.target.wants/lrsdrop.service
code 2 lrsdrop service uninstall
code 2 lrsdrop service install --config /etc/other.yaml
cp /usr/bin/lrsdrop /run/lrsdrop
code 2 /run/lrsdrop service install
rmdir /run/systemd/system
code 3 lrsdrop service install
`)
	for _, want := range []string{
		"There is no configuration yet that can be used at /etc/lrsdrop/lrsdrop.yaml", "a package has brought the service: remove the package",
		"leave out --config", "install -m 0755 /run/lrsdrop /usr/bin/lrsdrop", "systemd does not run this machine: its first process is ",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
}
