package main

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"lrsdrop/internal/audit"
	"lrsdrop/internal/daemon"
	"lrsdrop/internal/disk"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// Bounds of a support bundle.
const (
	bundleFiles   = 500             // files of the store that are told one by one, of each kind
	bundleLog     = 1 << 20         // bytes of the log
	bundleConnect = 2 * time.Minute // for what is tried
)

type bundlePart struct {
	name, what string
	make       func() ([]byte, error)
}

func (b *bundle) parts() []bundlePart {
	return []bundlePart{
		{"version.json", "which program this is", func() ([]byte, error) { return asJSON(readBuild(), nil) }},
		{"system.json", "the system, and the disks of the folders", func() ([]byte, error) { return asJSON(b.system(), nil) }},
		{"config.json", "the configuration with its defaults, as far as it names nobody", b.shown},
		{"check.json", "what lrsdrop check finds", func() ([]byte, error) { return asJSON(b.checked(), nil) }},
		{"daemon.json", "what a daemon that runs says of itself", b.daemon},
		{"store.json", "the store: schema, sizes, counts, files by their ids", b.store},
		{"audit.json", "whether the audit is whole", b.audit},
		{"log.txt", "the end of the log, where it goes to a file", b.log},
	}
}

func (b *bundle) shown() ([]byte, error) {
	switch {
	case b.config == nil:
		return nil, errors.New(b.unread)
	case b.refused:
		return nil, errors.New("the configuration is refused; check.json says why")
	}
	return asJSON(b.config.Shown(), nil)
}

func (b *bundle) checked() checked {
	found := checked{Config: b.g.path(), Problems: []checkedProblem{}, Findings: []checkedFinding{}}
	found.take(b.problems, "")
	found.OK = found.OK && !b.refused && b.unread == ""
	if b.config == nil || b.refused || b.opts.offline {
		return found
	}
	ctx, stop := context.WithTimeout(b.ctx, bundleConnect)
	defer stop()
	daemon.Connect(ctx, b.config, func(f daemon.Finding) {
		found.Findings = append(found.Findings, finding(f))
		found.OK = found.OK && f.OK
	})
	return found
}

// system tells of environment variables only whether they are set.
func (b *bundle) system() map[string]any {
	zone, _ := time.Now().Zone()
	kernel, _ := os.ReadFile("/proc/sys/kernel/osrelease") // Linux only
	set := map[string]bool{}
	for _, name := range []string{"LRSDROP_CONFIG", "HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "NO_PROXY", "no_proxy", "CREDENTIALS_DIRECTORY", "GOMEMLIMIT"} {
		_, set[name] = os.LookupEnv(name)
	}
	return map[string]any{
		"os": runtime.GOOS, "arch": runtime.GOARCH, "cpus": runtime.NumCPU(), "kernel": string(bytes.TrimSpace(kernel)),
		"time": time.Now().UTC(), "time_zone": zone, "environment_set": set, "disks": b.disks(),
	}
}

type diskOf struct {
	Use       string `json:"use"`
	Path      string `json:"path"`
	FreeBytes uint64 `json:"free_bytes"`
	Network   string `json:"network_file_system"` // "" = this machine's own
	Error     string `json:"error"`
}

func (b *bundle) disks() []diskOf {
	all := []diskOf{}
	for _, place := range b.places() {
		v, err := disk.Look(place.Path)
		place.FreeBytes, place.Network = v.Free, v.Network
		if err != nil {
			place.Error = err.Error()
		}
		all = append(all, place)
	}
	return all
}

// places are the folders of this machine that the configuration names.
func (b *bundle) places() (all []diskOf) {
	if b.config == nil {
		return nil
	}
	all = append(all, diskOf{Use: "state", Path: b.config.StateDir})
	for _, o := range b.config.Organisations {
		for _, in := range o.Inboxes {
			all = append(all, diskOf{Use: "inbox " + o.ID, Path: in.Path})
		}
		all = append(all, diskOf{Use: "outbox " + o.ID, Path: o.Outbox.Path}, diskOf{Use: "archive " + o.ID, Path: o.Archive})
	}
	here := all[:0]
	for _, place := range all {
		if place.Path != "" {
			here = append(here, place)
		}
	}
	return here
}

func (b *bundle) open() (*store.Store, error) {
	if b.config == nil {
		return nil, errors.New("the configuration names no state folder that could be read")
	}
	return store.OpenReadOnly(b.config.StateDir)
}

func (b *bundle) daemon() ([]byte, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	told := askDaemon(b.ctx, b.config, s, "")
	if told == nil {
		return nil, errors.New("no daemon is running on this configuration, or it does not listen")
	}
	return asJSON(told, nil)
}

// fileOfBundle is a file without its name.
type fileOfBundle struct {
	FileID       string          `json:"file_id"`
	Organisation string          `json:"organisation"`
	Kind         record.Kind     `json:"kind"`
	State        store.FileState `json:"state"`
	ReceivedAt   time.Time       `json:"received_at"`
	UpdatedAt    time.Time       `json:"updated_at"`
	Bytes        int64           `json:"bytes"`
	Rows         int             `json:"rows"`
	StoppedCode  string          `json:"stopped_code"`
	Batches      []batchOfBundle `json:"batches"`
}

type batchOfBundle struct {
	ID        string           `json:"id"`
	Operation store.Operation  `json:"operation"`
	State     store.BatchState `json:"state"`
	JobID     int64            `json:"job_id"`
	Code      string           `json:"code"`
}

type storeOfBundle struct {
	StateID    string           `json:"state_id"`
	Schema     int64            `json:"schema"`
	Sizes      map[string]int64 `json:"bytes"` // of what is in the state folder
	Standings  []store.Standing `json:"standings"`
	Paused     []string         `json:"paused"` // organisations; "" = all
	Holds      []store.Hold     `json:"holds"`
	Unfinished []fileOfBundle   `json:"unfinished"`
	Ended      []fileOfBundle   `json:"recently_ended"`
}

func (b *bundle) store() ([]byte, error) {
	s, err := b.open()
	if err != nil {
		return nil, err
	}
	defer s.Close()
	return asJSON(b.lookIntoStore(s))
}

func (b *bundle) lookIntoStore(s *store.Store) (told storeOfBundle, err error) {
	told.Sizes = sizes(b.config.StateDir)
	if told.StateID, err = s.StateID(b.ctx); err != nil {
		return told, err
	}
	if told.Schema, err = s.Schema(b.ctx); err != nil {
		return told, err
	}
	if told.Standings, err = s.Standings(b.ctx); err != nil {
		return told, err
	}
	if told.Holds, err = s.Holds(b.ctx); err != nil {
		return told, err
	}
	pauses, err := s.Pauses(b.ctx)
	if err != nil {
		return told, err
	}
	for _, p := range pauses {
		told.Paused = append(told.Paused, p.Organisation)
	}
	open, err := s.Unfinished(b.ctx, "", bundleFiles)
	if err != nil {
		return told, err
	}
	ended, err := s.Ended(b.ctx, "", bundleFiles)
	if err != nil {
		return told, err
	}
	if told.Unfinished, err = b.files(s, open); err != nil {
		return told, err
	}
	told.Ended, err = b.files(s, ended)
	return told, err
}

func (b *bundle) files(s *store.Store, files []*store.File) (all []fileOfBundle, err error) {
	for _, f := range files {
		one := fileOfBundle{FileID: f.ID, Organisation: f.Organisation, Kind: f.Kind, State: f.State, ReceivedAt: f.ReceivedAt, UpdatedAt: f.UpdatedAt,
			Bytes: f.Bytes, Rows: f.Facts.Rows}
		if f.Facts.Stopped != nil {
			one.StoppedCode = f.Facts.Stopped.Code
		}
		batches, err := s.Batches(b.ctx, f.ID)
		if err != nil {
			return nil, err
		}
		for _, batch := range batches {
			one.Batches = append(one.Batches, batchOfBundle{batch.ID, batch.Operation, batch.State, batch.Job, batch.Facts.Code})
		}
		all = append(all, one)
	}
	return all, nil
}

// sizes adds up what is in a state folder, by the names at its top.
func sizes(dir string) map[string]int64 {
	all := map[string]int64{}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error { // what cannot be read counts nothing
		if err != nil || d.IsDir() {
			return nil
		}
		info, err := d.Info()
		rel, outside := filepath.Rel(dir, path)
		if err == nil && outside == nil {
			all[topOf(rel)] += info.Size()
		}
		return nil
	})
	return all
}

func topOf(rel string) string {
	for dir := filepath.Dir(rel); dir != "."; dir = filepath.Dir(rel) {
		rel = dir
	}
	return rel
}

func (b *bundle) audit() ([]byte, error) {
	if b.config == nil {
		return nil, errors.New("the configuration names no state folder that could be read")
	}
	read, err := readAudit(b.ctx, b.config, func(audit.Event, audit.Link) error { return nil })
	broken, isBroken := errors.AsType[*audit.Broken](err)
	if err != nil && !isBroken {
		return nil, err
	}
	v := verified{Whole: !isBroken, Events: read.Events, LastHash: hex.EncodeToString(read.Hash[:]), Heads: read.Heads, Unreadable: read.Unreadable}
	if isBroken {
		v.BrokenAt, v.Why = broken.Sequence, broken.Why
	}
	return asJSON(v, nil)
}

// log is the end of the log file, from a line's beginning.
func (b *bundle) log() ([]byte, error) {
	path := b.logFile()
	f, err := os.Open(path) // #nosec G304 -- the configuration names the log
	if errors.Is(err, fs.ErrNotExist) || path == "" {
		return nil, errors.New("the log does not go to a file; on Linux: journalctl -u lrsdrop --since yesterday")
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return nil, errors.Join(fmt.Errorf("%s is no file", path), err)
	}
	from := max(0, info.Size()-bundleLog)
	text, err := io.ReadAll(io.LimitReader(io.NewSectionReader(f, from, bundleLog), bundleLog))
	if _, rest, cut := bytes.Cut(text, []byte("\n")); from > 0 && cut {
		text = rest
	}
	return hideULNs(text), err
}
