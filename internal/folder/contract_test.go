package folder_test

import (
	"fmt"
	"os"
	"testing"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
	"lrsdrop/internal/sftpsim"
	"lrsdrop/internal/sftptest"
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

func TestSFTPKeepsTheContractOnEveryServer(t *testing.T) {
	sftptest.Each(t, func(t *testing.T, s *sftptest.Server) { keepsContract(t, s, true) })
}

// personalities are the kinds of server on which all of the contract holds. An
// inbox differs from an outbox in how the first file is claimed.
var personalities = []struct {
	name      string
	behaviour sftpsim.Behaviour
	inbox     bool
}{
	{"no posix-rename", sftpsim.Behaviour{NoPosixRename: true}, false},
	{"no hardlink", sftpsim.Behaviour{NoHardlink: true}, false},
	{"no fsync", sftpsim.Behaviour{NoFsync: true}, false},
	{"rename overwrites", sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites}, true},
	{"rename overwrites, no extension", sftpsim.Behaviour{Rename: sftpsim.RenameOverwrites, NoHardlink: true, NoPosixRename: true}, false},
	{"no uid", sftpsim.Behaviour{NoOwners: true}, false},
	{"zero times", sftpsim.Behaviour{ZeroTimes: true}, false},
	{"lstat follows links", sftpsim.Behaviour{LstatFollows: true}, true},
}

func TestSFTPKeepsTheContractOnEveryKindOfServer(t *testing.T) {
	for _, p := range personalities {
		t.Run(p.name, func(t *testing.T) { keepsContract(t, simulated(t, p.behaviour), p.inbox) })
	}
}

// keepsContract runs the suite with an outbox, and with an inbox.
func keepsContract(t *testing.T, s *sftptest.Server, inbox bool) {
	session := login(t, s)
	made := 0
	open := func(o folder.SFTPOptions) func(*testing.T) folder.Folder {
		return func(t *testing.T) folder.Folder {
			made++
			name := fmt.Sprint("f", made)
			must(t, os.Mkdir(s.Local(name), 0o755))
			o.Owner = owner
			if o.Ledger != nil {
				o.Ledger = foldertest.NewLedger()
			}
			f, err := folder.OpenSFTP(session, s.Dir+"/"+name, o)
			must(t, err)
			return f
		}
	}
	t.Run("outbox", func(t *testing.T) { foldertest.Run(t, open(folder.SFTPOptions{})) })
	if !inbox {
		return
	}
	t.Run("inbox", func(t *testing.T) { foldertest.Run(t, open(folder.SFTPOptions{Ledger: foldertest.NewLedger()})) })
}
