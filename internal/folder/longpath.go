package folder

import "strings"

// longest is how long a path of Windows may be for a call of the system that was
// not told otherwise, in letters, less what a file's short name may need.
const longest = 247

// extended gives a long absolute path of Windows in the form that is taken
// whatever its length. Package os does so by itself; calls beside it do not on
// systems before Windows 10 1703. Any other path is returned as it is.
func extended(path string) string {
	switch {
	case len(path) <= longest, strings.HasPrefix(path, `\\?\`), strings.HasPrefix(path, `\\.\`):
		return path
	case strings.HasPrefix(path, `\\`):
		return `\\?\UNC` + path[1:]
	case len(path) > 2 && path[1] == ':' && path[2] == '\\':
		return `\\?\` + path
	}
	return path
}
