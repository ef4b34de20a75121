package disk_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"lrsdrop/internal/disk"
)

// No folder of procfs can be flushed, as on some network file systems.
func TestAFolderThatCannotBeFlushedHasNothingToFlush(t *testing.T) {
	folders := []string{t.TempDir()}
	if runtime.GOOS == "linux" {
		folders = append(folders, "/proc/self")
	}
	for _, path := range folders {
		if err := disk.FlushFolder(path); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	if err := disk.FlushFolder(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("a folder that is not there was flushed")
	}
}

func TestVolumeOfAFolderHasRoom(t *testing.T) {
	if runtime.GOOS != "linux" && runtime.GOOS != "windows" {
		t.Skip("this system is not asked")
	}
	v, err := disk.Look(t.TempDir())
	if err != nil || !v.Sized || v.Free == 0 {
		t.Errorf("%+v, %v", v, err)
	}
	if _, err := disk.Look(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("a folder that is not there has a volume")
	}
}
