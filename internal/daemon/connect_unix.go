//go:build unix

package daemon

import (
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// account warns when root looks for a daemon that is somebody else: root may do
// what the daemon may not.
func (l looking) account() {
	info, err := os.Stat(l.config.StateDir)
	if err != nil || os.Geteuid() != 0 {
		return
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || stat.Uid == 0 {
		return
	}
	name := strconv.Itoa(int(stat.Uid))
	if owner, err := user.LookupId(name); err == nil {
		name = owner.Username
	}
	l.as(CheckAccount).warn("", "account", "this look is made as root, and the state folder is "+name+"'s",
		"Root may use folders and files that the daemon may not, so what works here may not work there.", "Look once more as that account: sudo -u "+name+" lrsdrop check --connect")
}
