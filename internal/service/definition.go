package service

import (
	"crypto/sha1" // #nosec G505 -- Windows names services by it; it guards nothing
	"encoding/binary"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/kardianos/service"
)

// Where the service's parts are on Linux. The unit names them too.
const (
	LinuxProgram = "/usr/bin/lrsdrop"
	LinuxConfig  = "/etc/lrsdrop/lrsdrop.yaml"
	linuxAccount = "lrsdrop"
	linuxState   = "/var/lib/lrsdrop"
)

// windowsAccount is the service's own virtual account: it has no password, and
// rights of its own that can be given on folders.
const windowsAccount = `NT SERVICE\` + Name

// Definition says what is installed.
type Definition struct {
	Program   string        // absolute path of lrsdrop
	Config    string        // absolute path of the configuration
	Unit      string        // the unit for systemd, whole
	StopGrace time.Duration // how long a stop waits for an upload
	DataDir   string        // on Windows: the folder that only the service, administrators and the system may open
}

// recoveryDelays are after how long Windows starts the service again when it
// has failed, for the first time, the second, and each later one within
// recoveryReset.
var recoveryDelays = [...]time.Duration{5 * time.Second, 30 * time.Second, 5 * time.Minute}

// startsLate has Windows start the service a while after the machine, when the
// network and most else is there.
const startsLate = true

const recoveryReset = 24 * time.Hour

// preshutdown is how long Windows waits for the service before it shuts down.
func (d Definition) preshutdown() time.Duration { return d.StopGrace + margin }

// arguments start the daemon. A Windows service starts in the system's own
// folder: every path is absolute.
func (d Definition) arguments() []string { return []string{"run", "--config", d.Config} }

// kardianos is the definition in the words of the library, which writes the unit
// as it is.
func (d Definition) kardianos(windows bool) *service.Config {
	c := &service.Config{
		Name: Name, DisplayName: "lrsdrop",
		Description: "Answers files of awards and learners in folders through the Learning Records Service (LRS).",
		Executable:  d.Program, Arguments: d.arguments(),
		Option: service.KeyValue{"SystemdScript": d.Unit},
	}
	if windows {
		c.UserName = windowsAccount
		c.Option = service.KeyValue{"StartType": "automatic"}
	}
	return c
}

// serviceSID is the security identifier that Windows makes of a service's name:
// S-1-5-80 and the SHA-1 of the name, in capitals and UTF-16.
func serviceSID(name string) string {
	var text []byte
	for _, unit := range utf16.Encode([]rune(strings.ToUpper(name))) {
		text = binary.LittleEndian.AppendUint16(text, unit)
	}
	sum := sha1.Sum(text) // #nosec G401 -- Windows names services by it; it guards nothing
	sid := "S-1-5-80"
	for part := sum[:]; len(part) > 0; part = part[4:] {
		sid += fmt.Sprintf("-%d", binary.LittleEndian.Uint32(part))
	}
	return sid
}

// mayOwn tells whether the data folder may belong to an account, both by their
// security identifiers: to the system, administrators, the installer of Windows,
// or whoever installs. Everybody may make a folder where it lies, and whoever owns
// one can open it to himself again.
func mayOwn(owner, installing string) bool {
	const system, administrators = "S-1-5-18", "S-1-5-32-544"
	const installer = "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464"
	return owner == system || owner == administrators || owner == installer || owner == installing && owner != ""
}

// dataAccess is who may open the data folder and what is in it, in SDDL: the
// system, administrators and the service. Nothing is inherited from above.
// Rights that somebody gives on a folder in it stay.
func dataAccess() string {
	return "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;" + serviceSID(Name) + ")"
}
