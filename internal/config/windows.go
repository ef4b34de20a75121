package config

import "strings"

// rooted completes a path of Windows that starts at the top of a disk and is
// still not absolute: \x is on the disk, or the share, of the folder dir, and
// C:x, which elsewhere means a folder that a service has none of, is C:\x. Any
// other path is returned as it is.
func rooted(dir, path string) string {
	slashed := strings.ReplaceAll(path, "/", `\`)
	switch drive := driveOf(slashed); {
	case drive != "" && !strings.HasPrefix(slashed[len(drive):], `\`):
		return drive + `\` + slashed[len(drive):]
	case drive != "" || strings.HasPrefix(slashed, `\\`) || !strings.HasPrefix(slashed, `\`):
		return path
	}
	return volumeOf(strings.ReplaceAll(dir, "/", `\`)) + slashed
}

// driveOf is the drive letter of a path with its colon; "" if it has none.
func driveOf(path string) string {
	if len(path) < 2 || path[1] != ':' || (path[0]|0x20) < 'a' || (path[0]|0x20) > 'z' {
		return ""
	}
	return path[:2]
}

// volumeOf is the drive of an absolute path, or its share: \\server\share.
func volumeOf(path string) string {
	if drive := driveOf(path); drive != "" {
		return drive
	}
	parts := strings.SplitN(strings.TrimPrefix(path, `\\`), `\`, 3)
	if !strings.HasPrefix(path, `\\`) || len(parts) < 2 {
		return ""
	}
	return `\\` + parts[0] + `\` + parts[1]
}
