package main

import (
	"strings"

	"lrsdrop/config"
)

// places are where the files of an installation lie on a system: what each
// relative path of the annotated configuration becomes.
type places []struct{ relative, absolute string }

var (
	linuxPlaces = places{
		{"state", "/var/lib/lrsdrop/state"},
		{"state.audit-heads.log", "/var/lib/lrsdrop/state.audit-heads.log"},
		{"state.submits.journal", "/var/lib/lrsdrop/state.submits.journal"},
		{"sim/ca.pem", "/etc/lrsdrop/sim/ca.pem"},
		{"secrets/acme.password", "/etc/lrsdrop/secrets/acme.password"},
		{"secrets/acme.p12", "/etc/lrsdrop/secrets/acme.p12"},
		{"secrets/acme.passphrase", "/etc/lrsdrop/secrets/acme.passphrase"},
		{"inbox/acme", "/srv/lrs/inbox/acme"},
		{"outbox/acme", "/srv/lrs/outbox/acme"},
		{"archive/acme", "/srv/lrs/archive/acme"},
	}
	windowsPlaces = beneath(`C:\ProgramData\lrsdrop\`, linuxPlaces)
)

// beneath puts everything below one folder of Windows.
func beneath(folder string, of places) (windows places) {
	for _, p := range of {
		p.absolute = folder + strings.ReplaceAll(p.relative, "/", `\`)
		windows = append(windows, p)
	}
	return windows
}

// starter is the annotated configuration with absolute paths, which a service
// needs: it starts in a folder of the system's choice.
func (p places) starter() []byte {
	lines := strings.SplitAfter(string(config.Annotated()), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			lines[i] = p.absolute(line)
		}
	}
	return []byte(strings.Join(lines, ""))
}

// absolute puts an absolute path in place of a relative one that is the value
// of a key.
func (p places) absolute(line string) string {
	for _, place := range p {
		for _, end := range []string{"\n", " ", "}", ","} {
			line = strings.Replace(line, ": "+place.relative+end, ": "+place.absolute+end, 1)
		}
	}
	return line
}
