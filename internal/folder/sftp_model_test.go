package folder_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"lrsdrop/internal/endpoint"
	"lrsdrop/internal/folder"
	"lrsdrop/internal/folder/foldertest"
	"lrsdrop/internal/sftpsim"
)

// TestF5_ClaimsWhereFilesLieFollowTheirModel drops, changes, claims and restarts
// at random, and holds what the folder does to what it should.
func TestF5_ClaimsWhereFilesLieFollowTheirModel(t *testing.T) {
	s := simulated(t, sftpsim.Behaviour{ReadOnly: true})
	session := login(t, s)
	runs := 0
	rapid.Check(t, func(rt *rapid.T) {
		runs++
		dir := fmt.Sprint("run", runs)
		must(t, os.Mkdir(s.Local(dir), 0o755))
		m := &modelled{
			T: rt, session: session, dir: s.Dir + "/" + dir, local: s.Local(dir), ledger: foldertest.NewLedger(), now: someTime,
			files: map[string]dropped{}, last: map[string]*mark{}, claims: map[folder.Claim]*mark{},
		}
		m.restart(rt)
		rt.Repeat(map[string]func(*rapid.T){
			"drop": m.drop, "touch": m.touch, "delete": m.delete, "claim": m.claim, "claim without a ledger": m.claimFails,
			"receive": m.receive, "close": m.close, "restart": m.restart, "days pass": m.days, "": m.check,
		})
	})
}

// dropped is a file in the folder, mark what is remembered of one.
type dropped struct {
	content string
	time    time.Time
}

type mark struct {
	size   int
	time   time.Time
	digest [32]byte
	read   bool // digest is known
	open   bool
	gone   time.Time
}

func (m *mark) is(f dropped) bool { return m.size == len(f.content) && m.time.Equal(f.time) }

type modelled struct {
	*rapid.T
	session *endpoint.Endpoint
	dir     string
	local   string
	ledger  *foldertest.Ledger
	folder  *folder.SFTP
	now     time.Time
	ids     int

	files  map[string]dropped
	last   map[string]*mark
	claims map[folder.Claim]*mark // all that were made
	rolled time.Time
}

func (m *modelled) must(err error) {
	m.Helper()
	if err != nil {
		m.Fatal(err)
	}
}

var (
	anyName    = rapid.SampledFrom([]string{"a.csv", "b.csv"})
	anyContent = rapid.SampledFrom([]string{"one", "two", "three"})
	anyTime    = rapid.Map(rapid.IntRange(0, 3), func(n int) time.Time { return someTime.Add(time.Duration(n) * time.Second) })
)

func (m *modelled) put(name string, f dropped) {
	at := filepath.Join(m.local, name)
	m.must(os.WriteFile(at, []byte(f.content), 0o644))
	m.must(os.Chtimes(at, f.time, f.time))
	m.files[name] = f
}

func (m *modelled) drop(t *rapid.T) {
	m.put(anyName.Draw(t, "name"), dropped{anyContent.Draw(t, "content"), anyTime.Draw(t, "time")})
}

func (m *modelled) touch(t *rapid.T) {
	name := anyName.Draw(t, "name")
	f, there := m.files[name]
	if !there {
		t.Skip()
	}
	m.put(name, dropped{f.content, anyTime.Draw(t, "time")})
}

func (m *modelled) delete(t *rapid.T) {
	name := anyName.Draw(t, "name")
	if _, there := m.files[name]; !there {
		t.Skip()
	}
	m.must(os.Remove(filepath.Join(m.local, name)))
	delete(m.files, name)
}

// verdict is what a claim of a name should bring.
func (m *modelled) verdict(name string) error {
	f, there := m.files[name]
	r := m.last[name]
	switch {
	case !there, r != nil && r.is(f):
		return folder.ErrGone
	case r != nil && r.open && !r.read:
		return folder.ErrBusy
	case r != nil && r.read && r.size == len(f.content) && r.digest == sha256.Sum256([]byte(f.content)):
		return folder.ErrGone // it was only touched
	}
	return nil
}

func (m *modelled) next(name string) folder.Claim {
	m.ids++
	return folder.Claim{Owner: owner, ID: fmt.Sprintf("id%04d", m.ids), Name: name}
}

func (m *modelled) claim(t *rapid.T) {
	name := anyName.Draw(t, "name")
	c, want := m.next(name), m.verdict(name)
	_, err := m.folder.Claim(t.Context(), name, c)
	if !errors.Is(err, want) {
		t.Fatalf("claim of %s: got %v, want %v", name, err, want)
	}
	f, r := m.files[name], m.last[name]
	if err != nil {
		if r != nil && r.size == len(f.content) && want == folder.ErrGone && f.content != "" {
			r.time = f.time
		}
		return
	}
	if r != nil && r.read && r.digest == sha256.Sum256([]byte(f.content)) {
		t.Fatalf("%s is taken twice with the same bytes", name)
	}
	m.last[name] = &mark{size: len(f.content), time: f.time, open: true}
	m.claims[c] = m.last[name]
}

func (m *modelled) claimFails(t *rapid.T) {
	name := anyName.Draw(t, "name")
	m.ledger.Fail("Keep", func() error { return errLedger })
	_, err := m.folder.Claim(t.Context(), name, m.next(name))
	m.ledger.Fail("Keep", nil)
	if err == nil {
		t.Fatal("a claim that nobody remembers was made")
	}
}

func (m *modelled) someClaim(t *rapid.T) folder.Claim {
	var open []folder.Claim
	for c, r := range m.claims {
		if r.open {
			open = append(open, c)
		}
	}
	if len(open) == 0 {
		t.Skip()
	}
	slices.SortFunc(open, func(a, b folder.Claim) int { return compare(a.ID, b.ID) })
	return rapid.SampledFrom(open).Draw(t, "claim")
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (m *modelled) receive(t *rapid.T) {
	c := m.someClaim(t)
	r := m.claims[c]
	f, there := m.files[c.Name]
	reader, _, err := m.folder.OpenClaim(t.Context(), c)
	if !there || m.last[c.Name] != r {
		if !errors.Is(err, folder.ErrGone) {
			t.Fatalf("%v is gone: got %v", c, err)
		}
		return
	}
	m.must(err)
	got, err := io.ReadAll(reader)
	m.must(errors.Join(err, reader.Close()))
	if string(got) != f.content {
		t.Fatalf("read %q, want %q", got, f.content)
	}
	m.ledger.Receive(c.ID, f.content)
	r.size, r.time, r.digest, r.read = len(f.content), f.time, sha256.Sum256(got), true
}

func (m *modelled) close(t *rapid.T) {
	c := m.someClaim(t)
	m.must(m.folder.RemoveClaim(t.Context(), c, folder.Entry{}))
	m.claims[c].open = false
}

func (m *modelled) restart(*rapid.T) {
	f, err := folder.OpenSFTP(m.session, m.dir, folder.SFTPOptions{Owner: owner, Ledger: m.ledger})
	m.must(err)
	folder.SetNow(f, func() time.Time { return m.now })
	m.folder, m.rolled = f, time.Time{}
}

func (m *modelled) days(t *rapid.T) {
	m.now = m.now.Add(time.Duration(rapid.SampledFrom([]int{1, 30, 61}).Draw(t, "days")) * day)
}

// check lists the folder, which also notes what is gone.
func (m *modelled) check(t *rapid.T) {
	due := len(m.last) > 0 && m.now.Sub(m.rolled) >= day
	entries, err := m.folder.List(t.Context(), "", 100)
	m.must(err)
	var got, want []string
	for _, e := range entries {
		got = append(got, e.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		if r := m.last[name]; r == nil || !r.is(m.files[name]) {
			want = append(want, name)
		}
	}
	if !slices.Equal(got, want) {
		t.Fatalf("listed %q, want %q", got, want)
	}
	m.roll(due)
	m.checkClaims(t)
}

func (m *modelled) roll(due bool) {
	for name, r := range m.last {
		_, there := m.files[name]
		switch {
		case there:
			r.gone = time.Time{}
		case !due:
		case r.gone.IsZero():
			r.gone = m.now
		case m.now.Sub(r.gone) > 60*day && !m.isOpen(name):
			delete(m.last, name)
		}
	}
	if due {
		m.rolled = m.now
	}
}

func (m *modelled) isOpen(name string) bool {
	for c, r := range m.claims {
		if c.Name == name && r.open {
			return true
		}
	}
	return false
}

func (m *modelled) checkClaims(t *rapid.T) {
	claims, err := m.folder.Claims(t.Context(), owner)
	m.must(err)
	open := 0
	for _, r := range m.claims {
		if r.open {
			open++
		}
	}
	for _, c := range claims {
		if r := m.claims[c]; r == nil || !r.open {
			t.Fatalf("%v is a claim", c)
		}
	}
	if len(claims) != open {
		t.Fatalf("%d claims are open, want %d", len(claims), open)
	}
}
