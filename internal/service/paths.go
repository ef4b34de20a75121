package service

import (
	"path"
	"strings"
)

// writable is what the unit lets the daemon write to.
var writable = [...]string{linuxState, "/srv/lrs"}

// homes is what ProtectHome of the unit hides.
var homes = [...]string{"/home", "/root", "/run/user"}

// MayWrite reports whether the unit lets the daemon write to a folder, given by
// its absolute path. A drop-in may allow more.
func MayWrite(dir string) bool { return below(dir, writable[:]) }

// BelowHome reports whether the unit hides a folder altogether.
func BelowHome(dir string) bool { return below(dir, homes[:]) }

func below(dir string, tops []string) bool {
	dir = path.Clean(dir)
	for _, top := range tops {
		if dir == top || strings.HasPrefix(dir, top+"/") {
			return true
		}
	}
	return false
}
