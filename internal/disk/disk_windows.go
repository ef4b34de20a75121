package disk

import (
	"os"

	"golang.org/x/sys/windows"
)

func look(path string) (v Volume, err error) {
	name, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return v, err
	}
	// A file has no volume of its own; where it lies does.
	root := make([]uint16, windows.MAX_LONG_PATH)
	if err := windows.GetVolumePathName(name, &root[0], uint32(len(root))); err != nil {
		return v, os.NewSyscallError("GetVolumePathName", err)
	}
	if err := windows.GetDiskFreeSpaceEx(&root[0], &v.Free, nil, nil); err != nil {
		return v, os.NewSyscallError("GetDiskFreeSpaceEx", err)
	}
	v.Sized = true
	if windows.GetDriveType(&root[0]) == windows.DRIVE_REMOTE {
		v.Network = "a network drive"
	}
	return v, nil
}
