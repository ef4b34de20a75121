package daemon

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"lrsdrop/internal/config"
	"lrsdrop/internal/disk"
	"lrsdrop/internal/inbox"
	"lrsdrop/internal/status"
)

// disks watches how much room is left where files of ours go. Below the least
// of the configuration nothing new is taken, so that what is under way can end
// and be answered (F24).
type disks struct {
	least int64
	free  func(path string) (uint64, bool)
	mu    sync.Mutex
	known map[written]*room
}

// written is a folder whose room counts, for one organisation or for all.
type written struct{ organisation, use, path string }

// room is what is known of the room of a place.
type room struct {
	busy     bool // it is being asked; a share that hangs answers late or never
	known    bool
	free     uint64
	lowSince time.Time // zero: there is room
}

func newDisks(least int64, free func(string) (uint64, bool)) *disks {
	if free == nil {
		free = freeSpace
	}
	return &disks{least: least, free: free, known: map[written]*room{}}
}

// freeSpace asks the disk. On a share that hangs, so does this.
func freeSpace(path string) (uint64, bool) {
	v, err := disk.Look(path)
	return v.Free, err == nil && v.Sized
}

// places are the folders of this machine that are written to.
func places(c *config.Config, running []*organisation) []written {
	all := []written{{"", status.UseState, c.StateDir}}
	if dir := filepath.Dir(c.Journal); c.Journal != "" && dir != filepath.Dir(c.StateDir) {
		all = append(all, written{"", status.UseJournal, dir})
	}
	for _, org := range running {
		if path := org.config.Outbox.Path; path != "" {
			all = append(all, written{org.ID, status.UseOutbox, path})
		}
		if path := org.config.Archive; path != "" {
			all = append(all, written{org.ID, status.UseArchive, path})
		}
	}
	return all
}

// look asks all places for their room, each on its own: one that hangs holds up
// nobody. It returns once all have answered or ctx ends.
func (d *disks) look(ctx context.Context, all []written, now time.Time) {
	d.mu.Lock()
	for at := range d.known {
		if !slices.Contains(all, at) {
			delete(d.known, at)
		}
	}
	var asked sync.WaitGroup
	for _, at := range all {
		one := d.known[at]
		if one == nil {
			one = &room{}
			d.known[at] = one
		}
		if !one.busy {
			one.busy = true
			asked.Go(func() { d.ask(at, one, now) })
		}
	}
	d.mu.Unlock()
	done := make(chan struct{})
	go func() { asked.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

func (d *disks) ask(at written, one *room, now time.Time) {
	free, ok := d.free(at.path)
	d.mu.Lock()
	defer d.mu.Unlock()
	one.busy, one.known, one.free = false, ok, free
	switch low := ok && free < uint64(d.least); {
	case !low:
		one.lowSince = time.Time{}
	case one.lowSince.IsZero():
		one.lowSince = now
	}
}

// full says that nothing may be taken from an inbox for lack of room.
func (d *disks) full(in *inbox.Inbox) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for at, one := range d.known {
		if !one.lowSince.IsZero() && (at.organisation == "" || at.organisation == in.Organisation) {
			return true
		}
	}
	return false
}

// status tells of the places whose room is known.
func (d *disks) status() (all []status.Disk) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for at, one := range d.known {
		if one.known {
			all = append(all, status.Disk{Organisation: at.organisation, Use: at.use, Path: at.path, Free: one.free, Least: d.least, LowSince: status.At(one.lowSince)})
		}
	}
	slices.SortFunc(all, func(a, b status.Disk) int {
		return cmp.Or(cmp.Compare(a.Organisation, b.Organisation), cmp.Compare(b.Use, a.Use), cmp.Compare(a.Path, b.Path))
	})
	return all
}

// diskPatience is how long a round of questions for room is awaited.
const diskPatience = 2 * time.Second

// lookForRoom asks for the room that is left, logs once when it gets low and once
// when there is enough again, and then has the inboxes looked at.
func (d *Daemon) lookForRoom(ctx context.Context) {
	before := d.disks.status()
	r := d.roster.Load()
	ctx, cancel := context.WithTimeout(ctx, diskPatience)
	defer cancel()
	d.disks.look(ctx, places(r.config, r.running), d.now())
	for _, now := range d.disks.status() {
		was := slices.ContainsFunc(before, func(b status.Disk) bool {
			return b.Path == now.Path && b.Use == now.Use && b.Organisation == now.Organisation && b.Low()
		})
		switch log := d.log.With("use", now.Use, "organisation", now.Organisation, "path", now.Path, "free_bytes", now.Free, "min_free_bytes", now.Least); {
		case now.Low() && !was:
			log.Error("a disk is nearly full: no new file is taken until there is room. Delete what is not needed there, or lower files.min_free_bytes and restart")
		case was && !now.Low():
			log.Info("a disk has room again: files are taken")
			d.watch.Wake()
		}
	}
}
