package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lrsdrop/internal/needs"
)

// machine is a clean Debian that runs beside this one: its own files, processes
// and loopback, with systemd as its first process.
type machine struct {
	root string
	pid  string // of its systemd
}

// clean makes the files of a machine that has nothing but what every Debian has
// and systemd.
func clean(t *testing.T, root string) {
	t.Helper()
	needs.Program(t, "mmdebstrap", "mmdebstrap")
	cmd := exec.Command("mmdebstrap", append([]string{"--quiet", "--variant=apt", "--include=systemd,systemd-sysv,dbus", "--aptopt=Acquire::Languages \"none\"",
		"--aptopt=APT::Install-Recommends \"false\"", "--dpkgopt=force-unsafe-io",
		"--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-exclude=/usr/share/locale/*", "--dpkgopt=path-exclude=/usr/share/man/*",
		suite(t), root}, sources(t)...)...)
	if err := said(cmd); err != nil {
		t.Fatal(err)
	}
	// What made it small is no part of a clean Debian.
	for _, made := range []string{"etc/dpkg/dpkg.cfg.d/99mmdebstrap", "etc/apt/apt.conf.d/99mmdebstrap"} {
		if err := os.Remove(filepath.Join(root, made)); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
}

// suite is the Debian that this machine has.
func suite(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("/etc/os-release")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if name, found := strings.CutPrefix(strings.TrimSpace(line), "VERSION_CODENAME="); found {
			return name
		}
	}
	needs.Missing(t, "this is no Debian")
	return ""
}

// sources are where this machine has its packages from.
func sources(t *testing.T) (all []string) {
	t.Helper()
	for _, pattern := range []string{"sources.list", "sources.list.d/*.list", "sources.list.d/*.sources"} {
		found, err := filepath.Glob(filepath.Join("/etc/apt", pattern))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
	}
	if len(all) == 0 {
		needs.Missing(t, "this machine has no source of Debian's packages")
	}
	return all
}

func unshared(args ...string) *exec.Cmd {
	return exec.Command("unshare", append([]string{"--fork", "--kill-child", "--pid", "--mount", "--ipc", "--uts", "--net", "--cgroup",
		"sh", "testdata/boot.sh"}, args...)...)
}

// boot starts a clean machine. It ends with the test.
func boot(t *testing.T) *machine {
	t.Helper()
	if os.Geteuid() != 0 {
		needs.Missing(t, "only root can start a machine of its own")
	}
	if err := said(unshared("try")); err != nil {
		needs.Missing(t, "this machine lets us start none of our own: "+err.Error())
	}
	m := &machine{root: filepath.Join(t.TempDir(), "root")}
	clean(t, m.root)
	cmd := unshared(m.root)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // takes all that runs in there along
		_ = cmd.Wait()
	})
	m.pid = m.first(t, cmd.Process.Pid)
	m.sh(t, `until systemctl is-system-running --wait 2>/dev/null | grep -E "running|degraded"; do sleep 0.1; done`)
	return m
}

// first finds the first process of the machine, and waits until it is systemd.
func (m *machine) first(t *testing.T, parent int) string {
	t.Helper()
	children := fmt.Sprintf("/proc/%d/task/%[1]d/children", parent)
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		text, err := os.ReadFile(children)
		if err != nil {
			t.Fatal(err)
		}
		pid := strings.TrimSpace(string(text))
		if name, err := os.ReadFile("/proc/" + pid + "/comm"); pid != "" && err == nil && string(name) == "systemd\n" {
			return pid
		}
	}
	t.Fatal("the machine does not start")
	return ""
}

// sh runs commands in the machine as root and gives what they print.
func (m *machine) sh(t *testing.T, commands string) string {
	t.Helper()
	return m.enter(t, "--root", "--wdns=/root", "sh", "-ec", commands)
}

// outside runs a program of this machine that works on the other's files.
func (m *machine) outside(t *testing.T, args ...string) string {
	t.Helper()
	return m.enter(t, args...)
}

func (m *machine) enter(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("nsenter", append([]string{"--target", m.pid, "--mount", "--pid", "--ipc", "--uts", "--net", "--cgroup"}, args...)...)
	cmd.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive"}
	text, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[len(args)-1], err, text)
	}
	return strings.TrimSpace(string(text))
}

// put copies a file to a folder of the machine.
func (m *machine) put(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.root, to), data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// trial makes the machine's configuration one for a simulated LRS, which runs
// there too.
func (m *machine) trial(t *testing.T) {
	t.Helper()
	m.sh(t, `
lrssim init /srv/lrs >/dev/null
sed -E 's!: state!: /var/lib/lrsdrop/state!; s!: (sim/|secrets/|inbox/|outbox/|archive/)!: /srv/lrs/\1!g' /srv/lrs/lrsdrop.yaml >/etc/lrsdrop/lrsdrop.yaml
chown -R lrsdrop:lrsdrop /srv/lrs
systemd-run --quiet --collect --unit lrssim lrssim serve /srv/lrs
until systemctl is-active lrssim >/dev/null; do sleep 0.1; done`)
}

// answered waits until a file that is dropped now has its final answer.
func (m *machine) answered(t *testing.T, name string) {
	t.Helper()
	m.put(t, filepath.Join("..", "..", "examples", "demo", "acme", "July-awards.csv"), "root/"+name)
	m.sh(t, `
install -o lrsdrop -m 0640 /root/`+name+` /srv/lrs/inbox/acme/.`+name+`
mv /srv/lrs/inbox/acme/.`+name+` /srv/lrs/inbox/acme/`+name+`
n=0
until grep -qs '"received_at"' /srv/lrs/outbox/acme/`+name+`.status.json; do
	n=$((n + 1)); [ $n -lt 300 ] || { journalctl -u lrsdrop -u lrssim; exit 1; }
	sleep 0.1
done`)
}
