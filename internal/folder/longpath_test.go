package folder

import (
	"strings"
	"testing"
)

func TestLongPathsOfWindowsGetTheFormWithoutALimit(t *testing.T) {
	long := strings.Repeat(`\a-folder-with-a-name`, 20)
	for path, want := range map[string]string{
		`C:\lrs\inbox\July.csv`:   `C:\lrs\inbox\July.csv`,
		`C:` + long:               `\\?\C:` + long,
		`\\files\lrs` + long:      `\\?\UNC\files\lrs` + long,
		`\\?\C:` + long:           `\\?\C:` + long,
		`\\?\UNC\files` + long:    `\\?\UNC\files` + long,
		`relative` + long:         `relative` + long,
		`\\files\lrs\inbox\a.csv`: `\\files\lrs\inbox\a.csv`,
	} {
		if got := extended(path); got != want {
			t.Errorf("%.40s is %.40s, want %.40s", path, got, want)
		}
	}
}
