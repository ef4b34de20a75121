package main

import (
	"fmt"
	"hash/crc32"
	"path"
	"regexp"
	"strings"
)

var oldName = regexp.MustCompile(`(?i)^[a-z0-9_-]{1,8}(\.[a-z0-9_-]{1,3})?$`)

// short is a name as Windows Installer wants it: one that is longer than eight
// characters, a dot and three has such a name of its own in front.
func short(name string) string {
	if oldName.MatchString(name) {
		return name
	}
	ending := strings.TrimPrefix(path.Ext(name), ".")
	sum := crc32.ChecksumIEEE([]byte(name))
	return fmt.Sprintf("%08X.%s|%s", sum, strings.ToUpper(ending[:min(len(ending), 3)]), name)
}
