package folder_test

import (
	"testing"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
)

func TestLocalKeepsTheContract(t *testing.T) {
	foldertest.Run(t, func(t *testing.T) folder.Folder {
		l, err := folder.OpenLocal(t.TempDir(), folder.Owner("state-a"))
		if err != nil {
			t.Fatal(err)
		}
		return l
	})
}

func TestMemoryKeepsTheContract(t *testing.T) {
	foldertest.Run(t, func(*testing.T) folder.Folder { return foldertest.NewMemory() })
}
