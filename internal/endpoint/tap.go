package endpoint

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// The wire of SFTP version 3 (draft-ietf-secsh-filexfer-02, sections 3, 5, 7).
const (
	packetStatus     = 101
	packetName       = 104
	packetAttributes = 105

	headLength  = 5 // four bytes of length, one of type
	emptyLength = 9 // type, request id, a number
	idAndFlags  = 8
	maxPacket   = 256 << 10 // as in the library
	maxListed   = 256       // bytes kept of a name in a listing: files have at most 255

	attrSize        = 0x1
	attrOwner       = 0x2
	attrPermissions = 0x4
	attrTimes       = 0x8
	attrExtended    = 0x80000000

	modeType    = 0o170000
	modeRegular = 0o100000
	modeFolder  = 0o040000
)

var errPacket = errors.New("the server sent a listing that cannot be read")

// Attributes are what a server tells about one name.
type Attributes struct {
	Name    string // the last element; a stranger's
	Size    int64
	ModTime time.Time // whole seconds; zero if the server does not tell
	UID     uint32
	HasUID  bool // UID is known
	Regular bool
	Folder  bool
}

// tap sits between the server and the library. The library would collect a
// whole folder in memory before it hands it out; the tap takes the entries out
// of each packet of a listing as it comes and passes an empty packet on. So a
// folder of any size costs one packet. It also notes what the library forgets:
// which attributes the server tells.
type tap struct {
	from  io.Reader
	out   []byte       // to be handed on before anything else is read
	pass  uint32       // bytes of the packet under way, which is none of ours
	heard atomic.Int64 // when bytes last came, Unix nanoseconds
	tells atomic.Uint32

	one  chan struct{} // holds one: there is one listing at a time
	mu   sync.Mutex
	each func(Attributes) bool // takes the entries of the listing under way; nil: there is none
	err  error                 // why that listing cannot be read
}

func newTap(from io.Reader) *tap {
	t := &tap{from: from, one: make(chan struct{}, 1)}
	t.heard.Store(time.Now().UnixNano())
	return t
}

func (t *tap) silence() time.Duration { return time.Since(time.Unix(0, t.heard.Load())) }

// begin has entries handed to each, until end, which tells whether all could be
// read. When each wants no more, the listing ends after the packet.
func (t *tap) begin(each func(Attributes) bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.each, t.err = each, nil
}

func (t *tap) end() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.each = nil
	return t.err
}

// Read implements io.Reader.
func (t *tap) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	if len(t.out) == 0 && t.pass == 0 {
		if err := t.next(); err != nil {
			return 0, err
		}
	}
	if len(t.out) > 0 {
		n := copy(b, t.out)
		t.out = t.out[n:]
		return n, nil
	}
	if uint32(min(len(b), maxPacket)) > t.pass {
		b = b[:t.pass]
	}
	n, err := t.from.Read(b)
	t.pass -= uint32(n)
	t.heard.Store(time.Now().UnixNano())
	return n, err
}

// next begins a packet: one of a listing is taken apart, any other passes.
func (t *tap) next() error {
	head := make([]byte, headLength, headLength+idAndFlags)
	if _, err := io.ReadFull(t.from, head); err != nil {
		return err
	}
	t.heard.Store(time.Now().UnixNano())
	length := binary.BigEndian.Uint32(head)
	if length == 0 || length > maxPacket {
		return errPacket // nobody knows where the next one begins
	}
	t.out, t.pass = head, length-1
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case head[4] == packetName && t.each != nil && length >= emptyLength:
		return t.list()
	case head[4] == packetAttributes && length > idAndFlags:
		return t.note()
	}
	return nil
}

// note looks at which attributes a packet tells.
func (t *tap) note() error {
	t.out = t.out[:headLength+idAndFlags]
	if _, err := io.ReadFull(t.from, t.out[headLength:]); err != nil {
		return err
	}
	t.tells.Store(binary.BigEndian.Uint32(t.out[headLength+4:]))
	t.pass -= idAndFlags
	return nil
}

// list takes a packet of a listing apart and puts in its place one without
// entries, or one that says that there are no more.
func (t *tap) list() error {
	body := make([]byte, t.pass)
	if _, err := io.ReadFull(t.from, body); err != nil {
		return err
	}
	wanted, err := entries(body, t.each)
	if err != nil {
		t.err = err
	}
	t.out, t.pass = emptyPacket(packetName, body[:4], 0), 0
	if !wanted || err != nil {
		t.out = emptyPacket(packetStatus, body[:4], statusEOF)
	}
	return nil
}

// emptyPacket has a type, the id of a request and a number: of entries, or a
// status.
func emptyPacket(kind byte, id []byte, number uint32) []byte {
	p := binary.BigEndian.AppendUint32(nil, emptyLength)
	p = append(append(p, kind), id...)
	return binary.BigEndian.AppendUint32(p, number)
}

// entries takes a packet of a listing apart, after its type. It is false when
// each wants no more.
func entries(body []byte, each func(Attributes) bool) (bool, error) {
	w := wire{body[4:]}
	for n := w.number(); n > 0 && !w.broken(); n-- {
		name, long := w.text(), w.text()
		a := w.attributes(long)
		if w.broken() {
			break
		}
		if a.Name = shortName(name); a.Name != "." && a.Name != ".." && !each(a) {
			return false, nil
		}
	}
	if w.broken() {
		return true, errPacket
	}
	return true, nil
}

// shortName is a name as it is kept. One that is longer than any that can be used
// is told from others by a hash, and is still too long.
func shortName(name []byte) string {
	if len(name) <= maxListed {
		return string(name)
	}
	hash := fnv.New64a()
	_, _ = hash.Write(name)
	return fmt.Sprintf("%s…%016x", bytes.ToValidUTF8(name[:maxListed], nil), hash.Sum64())
}

// wire reads values one after the other; once something is missing, it is
// broken and gives zeros.
type wire struct{ rest []byte }

var brokenWire = []byte{}

func (w *wire) broken() bool { return w.rest == nil }

func (w *wire) take(n uint64) []byte {
	if w.rest == nil || uint64(len(w.rest)) < n {
		w.rest = nil
		return brokenWire
	}
	taken := w.rest[:n]
	w.rest = w.rest[n:]
	return taken
}

func (w *wire) number() uint32 {
	b := w.take(4)
	if len(b) < 4 {
		return 0
	}
	return binary.BigEndian.Uint32(b)
}

func (w *wire) large() uint64 { return uint64(w.number())<<32 | uint64(w.number()) }

func (w *wire) text() []byte { return w.take(uint64(w.number())) }

// attributes reads what stands about an entry. A server that tells no kind has
// it in the first letter of the line that it made for people.
func (w *wire) attributes(long []byte) (a Attributes) {
	flags := w.number()
	if flags&attrSize != 0 {
		a.Size = int64(w.large())
	}
	if flags&attrOwner != 0 {
		a.UID, a.HasUID = w.number(), true
		w.number() // the group
	}
	mode := uint32(0)
	if flags&attrPermissions != 0 {
		mode = w.number()
	}
	if flags&attrTimes != 0 {
		w.number() // of the last reading
		a.ModTime = seconds(w.number())
	}
	if flags&attrExtended != 0 {
		for n := w.number(); n > 0 && !w.broken(); n-- {
			w.text()
			w.text()
		}
	}
	a.kind(mode, long)
	return a
}

func (a *Attributes) kind(mode uint32, long []byte) {
	switch {
	case mode&modeType != 0:
		a.Regular, a.Folder = mode&modeType == modeRegular, mode&modeType == modeFolder
	case len(long) > 0:
		a.Regular, a.Folder = long[0] == '-', long[0] == 'd'
	}
	if a.Size < 0 {
		a.Regular = false
	}
}

// seconds is a time of the wire; a server that keeps none sends zero.
func seconds(s uint32) time.Time {
	if s == 0 {
		return time.Time{}
	}
	return time.Unix(int64(s), 0)
}
