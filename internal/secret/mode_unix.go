//go:build unix

package secret

import (
	"fmt"
	"io/fs"
	"strings"
)

// checkPrivate refuses a file that the group or everybody may touch.
func checkPrivate(path string, info fs.FileInfo) error {
	if mode := info.Mode().Perm(); mode&0o077 != 0 {
		return fmt.Errorf("other accounts can use it (mode %04o); run: chmod 600 %s", mode, quote(path))
	}
	return nil
}

// quote makes path one word of a shell command.
func quote(path string) string {
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
