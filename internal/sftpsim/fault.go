package sftpsim

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"sync"
	"time"
)

// Op is what a client asks for.
type Op string

// What clients ask for. The first four are of the connection, the others are
// requests of the protocol.
const (
	OpConnect   Op = "connect"
	OpAuth      Op = "auth"      // one try of one way to log in
	OpSession   Op = "session"   // a channel for the SFTP subsystem
	OpKeepalive Op = "keepalive" // a global request of SSH, of any name

	OpList        Op = "list"       // open a folder
	OpReaddir     Op = "readdir"    // its next names
	OpOpenRead    Op = "open-read"  // open a file to read it alone
	OpOpenWrite   Op = "open-write" // open a file otherwise
	OpRead        Op = "read"
	OpWrite       Op = "write"
	OpClose       Op = "close" // of a file or folder
	OpStat        Op = "stat"
	OpLstat       Op = "lstat"
	OpFstat       Op = "fstat"
	OpSetstat     Op = "setstat" // by path or by handle
	OpRename      Op = "rename"
	OpPosixRename Op = "posix-rename"
	OpHardlink    Op = "hardlink"
	OpFsync       Op = "fsync"
	OpRemove      Op = "remove"
	OpMkdir       Op = "mkdir"
	OpRmdir       Op = "rmdir"
	OpRealpath    Op = "realpath"
	OpReadlink    Op = "readlink"
	OpSymlink     Op = "symlink"
	OpOther       Op = "other" // an extension or packet this server does not know
)

var ops = []Op{
	OpConnect, OpAuth, OpSession, OpKeepalive, OpList, OpReaddir, OpOpenRead, OpOpenWrite, OpRead, OpWrite,
	OpClose, OpStat, OpLstat, OpFstat, OpSetstat, OpRename, OpPosixRename, OpHardlink, OpFsync, OpRemove,
	OpMkdir, OpRmdir, OpRealpath, OpReadlink, OpSymlink, OpOther,
}

// ofConnection are the ops that are no request of the SFTP protocol.
var ofConnection = ops[:4]

// Fault is one scripted fault: which requests it meets, how often, and what
// happens then. The first fault that has a request's turn meets it alone.
type Fault struct {
	Op Op // "" = every request of the protocol

	// Name is a pattern of path.Match for the last element of the path: of the
	// old or new one in a rename, of the opened one in a read; of an auth or
	// session for the login. "" = any.
	Name string
	// After leaves alone what a read or write does within the first bytes of
	// the file, however often.
	After int64

	Skip  int // how many that fit pass by before the first is met
	Times int // how many it meets; 0 = for ever

	Do Action
}

// Action is what happens to a request. Delay comes first, whatever the Kind. A
// close that is met and not Done leaves its file open.
type Action struct {
	Kind   Kind
	Delay  time.Duration // before the request is looked at
	Status Status        // for KindFail; 0 = StatusFailure
	Text   string        // for KindFail, beside the status
	Done   bool          // for KindFail, KindHang, KindDrop: the request is carried out, only its answer is met
	Bytes  int           // for KindShortRead: the most that one read brings; 0 = 1000
}

// Kind names what a scripted fault does.
type Kind string

// The kinds of fault. A session can fail, hang and drop; a connection likewise,
// where to fail is to drop; a keepalive that fails is not answered.
const (
	KindDelay     Kind = ""           // only Delay
	KindFail      Kind = "fail"       // Status and Text; a login is refused
	KindHang      Kind = "hang"       // no answer before [Server.Release]; then it goes on
	KindDrop      Kind = "drop"       // the TCP connection is closed
	KindShortRead Kind = "short-read" // a read brings fewer bytes than it asked for, as is legal
	KindTruncate  Kind = "truncate"   // the file ends at After, whatever its size says
	KindCorrupt   Kind = "corrupt"    // the first byte that a read brings is wrong
)

var kinds = []Kind{KindDelay, KindFail, KindHang, KindDrop, KindShortRead, KindTruncate, KindCorrupt}

// Status is a status of the SFTP protocol, version 3.
type Status uint32

// The statuses of version 3 but OK.
const (
	StatusEOF              Status = 1
	StatusNoSuchFile       Status = 2
	StatusPermissionDenied Status = 3
	StatusFailure          Status = 4 // anything else, such as a full disk
	StatusBadMessage       Status = 5
	StatusNoConnection     Status = 6
	StatusConnectionLost   Status = 7
	StatusUnsupported      Status = 8
)

func (f Fault) check() error {
	_, badName := path.Match(f.Name, "")
	onRead := slices.Contains([]Kind{KindShortRead, KindTruncate, KindCorrupt}, f.Do.Kind)
	switch {
	case f.Op != "" && !slices.Contains(ops, f.Op):
		return fmt.Errorf("%q is no operation", f.Op)
	case !slices.Contains(kinds, f.Do.Kind):
		return fmt.Errorf("%q is no kind of fault", f.Do.Kind)
	case badName != nil:
		return fmt.Errorf("the name %q: %w", f.Name, badName)
	case f.Skip < 0 || f.Times < 0 || f.After < 0 || f.Do.Delay < 0 || f.Do.Bytes < 0:
		return errors.New("nothing may be negative")
	case f.After > 0 && f.Op != OpRead && f.Op != OpWrite:
		return errors.New("only a read or a write has bytes to come after")
	case onRead && f.Op != OpRead:
		return fmt.Errorf("%s needs the operation read", f.Do.Kind)
	case f.Do.Done && slices.Contains(ofConnection, f.Op):
		return fmt.Errorf("%s has nothing to carry out", f.Op)
	}
	return nil
}

// script holds the faults in order.
type script struct {
	mu       sync.Mutex
	faults   []*armed
	released chan struct{} // closed by Release
}

// armed is a fault with its counts.
type armed struct {
	Fault
	fitted, met int
}

func (sc *script) arm(f Fault) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.faults = append(sc.faults, &armed{Fault: f})
}

func (sc *script) clear() {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.faults = nil
}

// release lets go what hangs now; what hangs later waits for the next.
func (sc *script) release() {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	close(sc.released)
	sc.released = make(chan struct{})
}

// hang waits for the next release. It is false when done comes first.
func (sc *script) hang(done <-chan struct{}) bool {
	sc.mu.Lock()
	released := sc.released
	sc.mu.Unlock()
	select {
	case <-released:
		return true
	case <-done:
		return false
	}
}

// pause lets time pass. It is false when done comes first.
func pause(d time.Duration, done <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-done:
		return false
	}
}

// meet returns the fault that meets a request which touches bytes up to end,
// or nil.
func (sc *script) meet(op Op, end int64, names ...string) *Fault {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	for i, f := range sc.faults {
		if !f.fits(op, end, names) {
			continue
		}
		if f.fitted++; f.fitted <= f.Skip {
			continue
		}
		f.met++
		if f.Times > 0 && f.met >= f.Times {
			sc.faults = slices.Delete(sc.faults, i, i+1)
		}
		return &f.Fault
	}
	return nil
}

func (f *armed) fits(op Op, end int64, names []string) bool {
	if f.Op == "" && slices.Contains(ofConnection, op) || f.Op != "" && f.Op != op {
		return false
	}
	if f.After > 0 && end <= f.After {
		return false
	}
	return f.Name == "" || slices.ContainsFunc(names, func(name string) bool {
		fits, err := path.Match(f.Name, path.Base(name))
		return err == nil && fits
	})
}
