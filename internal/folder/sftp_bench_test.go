package folder_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/needs"
	"lrsdrop/internal/sftptest"
)

// These benchmarks compare with OpenSSH's own client on the same server in the
// same run, and report the ratio: how many times its rate ours is.

// rival runs OpenSSH's sftp with a batch of commands and tells how long it took,
// without the time that it takes to connect.
func rival(b *testing.B, s *sftptest.Server, batch string) time.Duration {
	b.Helper()
	program := needs.Program(b, "sftp", "openssh-client")
	run := func(batch string) time.Duration {
		host, port, _ := strings.Cut(s.Addr, ":")
		cmd := exec.CommandContext(b.Context(), program, "-q", "-b", "-", "-P", port, "-i", s.Key,
			"-o", "UserKnownHostsFile="+s.KnownHosts, "-o", "StrictHostKeyChecking=yes", "-o", "IdentitiesOnly=yes", s.User+"@"+host)
		cmd.Stdin = strings.NewReader(batch)
		began := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("sftp: %v\n%s", err, out)
		}
		return time.Since(began)
	}
	idle := run("pwd\n")
	return run(batch) - idle
}

func benchServer(b *testing.B) (*sftptest.Server, *folder.SFTP) {
	s := sftptest.OpenSSH(b)
	key, err := os.ReadFile(s.Key)
	must(b, err)
	e := endpoint.New(endpoint.Options{
		Address: s.Addr, User: s.User, KnownHosts: s.KnownHosts,
		Secrets: func() (endpoint.Login, error) { return endpoint.Login{Key: key}, nil },
	})
	b.Cleanup(func() { _ = e.Close() })
	f, err := folder.OpenSFTP(e, s.Dir, folder.SFTPOptions{Owner: "state-a"})
	must(b, err)
	must(b, e.Connect(b.Context()))
	return s, f
}

const large = 100 << 20

func BenchmarkSFTPLargeDown(b *testing.B) {
	s, f := benchServer(b)
	must(b, os.WriteFile(s.Local("large.bin"), randomBytes(large), 0o600))
	target := filepath.Join(b.TempDir(), "down")
	var ours, theirs time.Duration
	b.SetBytes(large)
	for b.Loop() {
		theirs += rival(b, s, "get "+s.Dir+"/large.bin "+target+"\n")
		began := time.Now()
		r, _, err := f.Open(b.Context(), "large.bin")
		must(b, err)
		out, err := os.Create(target)
		must(b, err)
		n, err := io.Copy(out, r)
		must(b, err)
		must(b, r.Close())
		must(b, out.Close())
		if n != large {
			b.Fatalf("got %d bytes", n)
		}
		ours += time.Since(began)
	}
	b.ReportMetric(float64(theirs)/float64(ours), "times-sftp")
	b.ReportMetric(float64(b.N)*large/1e6/ours.Seconds(), "ours-MB/s")
}

func BenchmarkSFTPLargeUp(b *testing.B) {
	s, f := benchServer(b)
	source := filepath.Join(b.TempDir(), "up")
	must(b, os.WriteFile(source, randomBytes(large), 0o600))
	var ours, theirs time.Duration
	b.SetBytes(large)
	for i := 0; b.Loop(); i++ {
		theirs += rival(b, s, fmt.Sprintf("put -f %s %s/theirs-%d.bin\n", source, s.Dir, i))
		began := time.Now()
		must(b, f.Put(b.Context(), fmt.Sprintf("ours-%d.bin", i), func(w io.Writer) error {
			in, err := os.Open(source)
			if err != nil {
				return err
			}
			defer in.Close()
			_, err = io.Copy(w, in)
			return err
		}))
		ours += time.Since(began)
		must(b, os.Remove(s.Local(fmt.Sprintf("ours-%d.bin", i))))
		must(b, os.Remove(s.Local(fmt.Sprintf("theirs-%d.bin", i))))
	}
	b.ReportMetric(float64(theirs)/float64(ours), "times-sftp")
	b.ReportMetric(float64(b.N)*large/1e6/ours.Seconds(), "ours-MB/s")
}

func BenchmarkSFTPManySmallDown(b *testing.B) {
	const files, size = 1000, 10 << 10
	s, f := benchServer(b)
	content := randomBytes(size)
	var batch strings.Builder
	target := b.TempDir()
	for i := range files {
		must(b, os.WriteFile(s.Local(fmt.Sprintf("f%04d.csv", i)), content, 0o600))
		fmt.Fprintf(&batch, "get %s/f%04d.csv %s/f%04d.csv\n", s.Dir, i, target, i)
	}
	var ours, theirs time.Duration
	for b.Loop() {
		theirs += rival(b, s, batch.String())
		began := time.Now()
		var group errgroup.Group
		group.SetLimit(32)
		for i := range files {
			group.Go(func() error { return fetch(b.Context(), f, fmt.Sprintf("f%04d.csv", i), target, content) })
		}
		must(b, group.Wait())
		ours += time.Since(began)
	}
	b.ReportMetric(float64(theirs)/float64(ours), "times-sftp")
	b.ReportMetric(float64(b.N)*files/ours.Seconds(), "ours-files/s")
}

func fetch(ctx context.Context, f *folder.SFTP, name, target string, want []byte) error {
	r, _, err := f.Open(ctx, name)
	if err != nil {
		return err
	}
	defer r.Close()
	got, err := io.ReadAll(r)
	if err == nil && !bytes.Equal(got, want) {
		err = fmt.Errorf("%s has other bytes", name)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(target, name), got, 0o600)
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
