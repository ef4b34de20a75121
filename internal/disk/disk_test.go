package disk_test

import (
	"path/filepath"
	"runtime"
	"testing"

	"lrsdrop/internal/disk"
)

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
