package daemon

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/disk"
	"lrsdrop/internal/folder"
)

// roomWords says how much room a folder of this machine has.
func roomWords(f folder.Upkeep) string {
	local, ok := f.(*folder.Local)
	if !ok {
		return ""
	}
	v, err := disk.Look(local.String())
	if err != nil || !v.Sized {
		return ""
	}
	return fmt.Sprintf("%.1f GiB are free", float64(v.Free)/(1<<30))
}

// stateVolume wants the state folder on a disk of this machine.
func (l looking) stateVolume() {
	subject := "state folder " + l.config.StateDir
	v, err := disk.Look(l.config.StateDir)
	const why = "A database on a network file system can be damaged when the network fails, and its locks do not keep a second daemon out."
	switch {
	case err != nil || v.Network == "":
		return // that it cannot be told is no trouble, and the folder was looked at
	case v.Network == "FUSE":
		l.warn("", subject, "it is on a file system of FUSE, which may be another machine's", why, "If it is, give state_dir a folder on a disk of this machine.")
	default:
		l.bad("", subject, "it is on a network file system ("+v.Network+")", why,
			"Stop the daemon, move the folder to a disk of this machine, and give its path to state_dir.")
	}
}

// traits tells how the file system of a folder differs from a disk of this
// machine. in is the inbox, if it is one.
func (l looking) traits(org, use, path string, in *config.Inbox) {
	subject := use + " " + path
	v, err := disk.Look(path)
	if err != nil {
		return // the folder itself was looked at, and that told
	}
	network := l.as(CheckNetwork)
	if mapped(path, v.Network, runtime.GOOS) {
		network.bad(org, subject, "it is on a mapped drive", "A service of Windows does not see the drives that a person has mapped: for it the folder is not there.",
			`Write the share's own name, such as \\server\share\folder, and let the service's account use it.`)
	} else if v.Network != "" && in != nil {
		network.good(org, subject, fmt.Sprintf("it is on a network file system (%s): what others drop there is found by looking every %s", v.Network, in.Poll))
	} else if v.Network != "" {
		network.good(org, subject, "it is on a network file system ("+v.Network+")")
	}
	l.as(CheckTimes).times(org, subject, path, in)
}

// mapped tells whether a path begins with the letter of a drive that is on
// another machine.
func mapped(path, network, system string) bool {
	return system == "windows" && network != "" && len(path) > 1 && path[1] == ':'
}

func (l looking) times(org, subject, path string, in *config.Inbox) {
	local, err := folder.OpenLocal(path)
	if err != nil {
		return
	}
	t, err := local.Times(l.ctx)
	if err != nil {
		return // the folder was probed, and that told
	}
	said := false
	warn := func(what, why, do string) { said = true; l.warn(org, subject, what, why, do) }
	if ahead := t.Ahead.Round(time.Second); ahead.Abs() > clockWarning {
		warn(fmt.Sprintf("the clock of its file system is %s %s this machine's", ahead.Abs(), aheadWords(ahead)),
			"Times of files and of answers there mislead people.", "Let that machine and this one follow the same time server.")
	}
	if !t.Kept {
		warn("a file that is renamed there gets another time", "A file seems to have changed when it is claimed, and may be read twice before it is sent.",
			"Use another volume or share for this folder.")
	}
	if in != nil && t.Step > in.Settle {
		warn(fmt.Sprintf("its times are exact to %s, and settle is %s", t.Step, in.Settle), "A file that is still being written may look as if it stood still.",
			"Give settle at least twice that time.")
	}
	if !said {
		l.good(org, subject, fmt.Sprintf("times of files are exact to %s and stay when a file is renamed", t.Step))
	}
}

func aheadWords(d time.Duration) string {
	if d < 0 {
		return "behind"
	}
	return "ahead of"
}

// records looks at the two files beside the state folder that the daemon adds
// to.
func (l looking) records() {
	l = l.as(CheckRecord)
	for _, record := range []struct{ name, path, why string }{
		{"journal of uploads", l.config.Journal, "Without it nothing is sent: a restored state folder could not tell what was sent since."},
		{"heads of the audit", l.config.AuditHeads, "Without it events that are cut off from the audit are not missed."},
	} {
		if record.path != "" {
			l.record(record.name+" "+record.path, record.path, record.why)
		}
	}
}

// record opens a file to add to it, and adds nothing.
func (l looking) record(subject, path, why string) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0) // #nosec G304 -- the configuration names the file
	if err == nil {
		_ = f.Close()
		l.good("", subject, "can be added to")
		return
	}
	if errors.Is(err, fs.ErrNotExist) {
		if _, err = os.Stat(filepath.Dir(path)); err == nil {
			l.good("", subject, "not there yet; the daemon makes it")
			return
		}
	}
	l.bad("", subject, err.Error(), why, "Correct the path in the configuration, or give the account that runs lrsdrop the right to write there.")
}
