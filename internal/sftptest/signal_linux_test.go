package sftptest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"

	"lrsdrop/internal/sftptest"
)

// A session that ends by itself just when the server is stopped leaves a
// process whose parent has gone.
func TestNoProcessOutlivesAServerWhoseClientsLeaveAsItStops(t *testing.T) {
	s := sftptest.OpenSSH(t)
	for range 15 {
		conn, err := dial(t, s, withKey(t, s.Key, ""))
		must(t, err)
		c, err := sftp.NewClient(conn)
		must(t, err)
		must(t, upload(c, s.Dir+"/a.csv", "hello"))
		must(t, c.Remove(s.Dir+"/a.csv"))
		go conn.Close()
		s.Stop()
		for end := time.Now().Add(5 * time.Second); len(confinedTo(s.Root)) > 0; time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("processes of the server are left: %q", confinedTo(s.Root))
			}
		}
		s.Start()
	}
}

// confinedTo lists the processes whose root is a folder: those that serve its
// login.
func confinedTo(root string) (processes []string) {
	links, _ := filepath.Glob("/proc/[0-9]*/root")
	for _, link := range links {
		if now, err := os.Readlink(link); err == nil && strings.HasPrefix(now, root) {
			processes = append(processes, filepath.Dir(link))
		}
	}
	return processes
}
