package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"lrsdrop/internal/needs"
)

func query(t *testing.T, rpm string, args ...string) string {
	t.Helper()
	text, err := exec.Command(needs.Program(t, "rpm", "rpm"), append([]string{"--query", "--package", rpm}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Trim(string(text), "\n")
}

func TestRPMHasOwnersModesAndScripts(t *testing.T) {
	t.Parallel()
	made := packages(t)
	if got, want := query(t, made.rpm, "--queryformat", "%{NAME} %{VERSION} %{ARCH} %{BUILDTIME:date}"), "lrsdrop "+made.version.linux()+" x86_64 "; !strings.HasPrefix(got, want) {
		t.Errorf("it is %s, want %s", got, want)
	}
	listed := strings.Split(query(t, made.rpm, "--queryformat", `[%{FILENAMES} %{FILEMODES:octal} %{FILEUSERNAME}:%{FILEGROUPNAME} %{FILEFLAGS:fflags}\n]`), "\n")
	for _, want := range []string{
		"/etc/lrsdrop 40750 root:lrsdrop ", "/etc/lrsdrop/lrsdrop.yaml 100640 root:lrsdrop cn", "/etc/lrsdrop/secrets 40700 lrsdrop:lrsdrop ",
		"/var/lib/lrsdrop 40700 lrsdrop:lrsdrop ", "/usr/bin/lrsdrop 100755 root:root ", "/usr/bin/lrssim 100755 root:root ",
		"/usr/lib/systemd/system/lrsdrop.service 100644 root:root ",
	} {
		if !slices.Contains(listed, want) {
			t.Errorf("%q is not in\n%s", want, strings.Join(listed, "\n"))
		}
	}
	scripts := query(t, made.rpm, "--scripts")
	for _, part := range []string{"preinstall scriptlet", "useradd --system", "postinstall scriptlet", "try-restart", "preuninstall scriptlet", "postuninstall scriptlet"} {
		if !strings.Contains(scripts, part) {
			t.Errorf("the scripts have no %s", part)
		}
	}
	if got := query(t, made.rpm, "--requires"); got != "shadow-utils" {
		t.Errorf("it needs %q: the programs need no library", got)
	}
}
