package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// section is what the README says about installing, in its blocks of commands.
func section(t *testing.T) (blocks []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "\n## Install\n")
	if !found {
		t.Fatal("README.md has no section about installing")
	}
	section, _, _ := strings.Cut(rest, "\n## ")
	for _, block := range regexp.MustCompile(`(?m)(^    .*\n)+`).FindAllString(section, -1) {
		lines := strings.Split(strings.TrimSuffix(block, "\n"), "\n")
		for i := range lines {
			lines[i] = strings.TrimPrefix(lines[i], "    ")
		}
		blocks = append(blocks, strings.Join(lines, "\n"))
	}
	return blocks
}

// block is the only one of the section with these words.
func block(t *testing.T, words string) string {
	t.Helper()
	var found []string
	for _, b := range section(t) {
		if strings.Contains(b, words) {
			found = append(found, b)
		}
	}
	if len(found) != 1 {
		t.Fatalf("README.md has %d blocks with %q, want 1", len(found), words)
	}
	return found[0]
}

// Both kinds of package on a real systemd, in a machine that had neither. What
// the README says about Debian is done word for word.
func TestPackagesInstallRunUpgradeAndLeave(t *testing.T) {
	t.Parallel()
	m := boot(t)
	made := packages(t)
	t.Run("deb", func(t *testing.T) { debLives(t, m, made) })
	t.Run("rpm", func(t *testing.T) { rpmLives(t, m, made) })
}

func debLives(t *testing.T, m *machine, made built) {
	m.put(t, made.deb, "root/"+filepath.Base(made.deb))
	m.sh(t, block(t, "apt install"))
	installed(t, m, made)
	if got := m.sh(t, "cat /etc/lrsdrop/lrsdrop.yaml"); got != strings.TrimSpace(string(linuxPlaces.starter())) {
		t.Error("the first configuration is not the one of the package")
	}
	if got := m.sh(t, "systemctl is-active lrsdrop || systemctl is-enabled lrsdrop || true"); got != "inactive\ndisabled" {
		t.Errorf("a service that nobody has set up yet is %q", got)
	}
	m.sh(t, `runuser -u lrsdrop -- lrsdrop check`)
	m.trial(t)
	m.sh(t, block(t, "systemctl enable"))
	upgraded(t, m, func() {
		m.put(t, made.newerDeb, "root/"+filepath.Base(made.deb)) // whoever upgrades has another file
		m.sh(t, block(t, "apt install"))
	})
	kept(t, m)
	m.sh(t, "apt-get -y remove lrsdrop")
	gone(t, m)
	m.sh(t, "test -e /etc/lrsdrop/lrsdrop.yaml && test -e /var/lib/lrsdrop/state")
	m.sh(t, strings.ReplaceAll(block(t, "apt purge"), "apt ", "apt -y "))
	m.sh(t, "systemctl stop lrssim; rm -r /srv/lrs /root/*")
	if left := m.sh(t, `find / -xdev -path /proc -prune -o \( -iname '*lrsdrop*' -o -nouser -o -nogroup \) -print; getent passwd lrsdrop || getent group lrsdrop || true`); left != "" {
		t.Errorf("after a purge there is still:\n%s", left)
	}
}

func rpmLives(t *testing.T, m *machine, made built) {
	// The names of what it needs are Red Hat's.
	rpm := func(args ...string) string {
		return m.outside(t, append([]string{"rpm", "--nodeps", "--root", m.root}, args...)...)
	}
	rpm("-i", made.rpm)
	installed(t, m, made)
	m.trial(t)
	m.sh(t, "systemctl enable --now lrsdrop")
	upgraded(t, m, func() { rpm("-U", made.newerRPM) })
	rpm("-e", "lrsdrop")
	gone(t, m)
	m.sh(t, "test -e /etc/lrsdrop/lrsdrop.yaml.rpmsave && test -e /var/lib/lrsdrop/state")
}

// installed looks at owners and modes, and asks the programs who they are.
func installed(t *testing.T, m *machine, made built) {
	t.Helper()
	want := `root:root 755 /usr/bin/lrsdrop
root:root 755 /usr/bin/lrssim
root:lrsdrop 750 /etc/lrsdrop
root:lrsdrop 640 /etc/lrsdrop/lrsdrop.yaml
lrsdrop:lrsdrop 700 /etc/lrsdrop/secrets
lrsdrop:lrsdrop 700 /var/lib/lrsdrop
root:root 755 /usr/share/doc/lrsdrop/guides
root:root 644 /usr/share/doc/lrsdrop/guides/operator.md
root:root 644 /usr/lib/systemd/system/lrsdrop.service`
	var paths []string
	for line := range strings.Lines(want) {
		paths = append(paths, strings.Fields(line)[2])
	}
	if got := m.sh(t, "stat -c '%U:%G %a %n' "+strings.Join(paths, " ")); got != want {
		t.Errorf("owners and modes are\n%s\nwant\n%s", got, want)
	}
	if got := m.sh(t, "lrsdrop version"); !strings.HasPrefix(got, "lrsdrop "+made.version.text+" (") {
		t.Errorf("it is %q, want version %s", got, made.version.text)
	}
	if got := m.sh(t, "getent passwd lrsdrop"); !strings.HasSuffix(got, ":/var/lib/lrsdrop:/usr/sbin/nologin") {
		t.Errorf("the account is %q", got)
	}
	if got := m.sh(t, "systemctl cat lrsdrop"); !strings.Contains(got, "Type=notify") {
		t.Errorf("systemd does not know the unit: %s", got)
	}
}

// upgraded drops a file before and one after, with the same configuration.
func upgraded(t *testing.T, m *machine, upgrade func()) {
	t.Helper()
	m.answered(t, "before.csv")
	was := m.sh(t, "systemctl show --property MainPID --property ActiveState lrsdrop; sha256sum /etc/lrsdrop/lrsdrop.yaml")
	if !strings.Contains(was, "ActiveState=active") {
		t.Fatalf("the service does not run: %s", was)
	}
	upgrade()
	is := m.sh(t, "systemctl show --property MainPID --property ActiveState lrsdrop; sha256sum /etc/lrsdrop/lrsdrop.yaml")
	pid := regexp.MustCompile(`MainPID=[0-9]+`)
	if pid.FindString(was) == pid.FindString(is) {
		t.Error("the service runs on as the program before")
	}
	if pid.ReplaceAllString(was, "") != pid.ReplaceAllString(is, "") {
		t.Errorf("before the upgrade %s\nafter it %s", was, is)
	}
	m.answered(t, "after.csv")
}

func gone(t *testing.T, m *machine) {
	t.Helper()
	got := m.sh(t, "systemctl is-active lrsdrop || true; grep -lx lrsdrop /proc/[0-9]*/comm || true; ls /usr/bin/lrsdrop /etc/systemd/system/multi-user.target.wants/lrsdrop.service 2>/dev/null || true")
	if got != "inactive" {
		t.Errorf("after it was removed there is still %s", got)
	}
}
