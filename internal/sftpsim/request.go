package sftpsim

import (
	"encoding/binary"
	"fmt"
	"path"
	"strings"
)

// request is a packet of the client and what it asks for.
type request struct {
	packet
	op           Op
	path, target string
	handle       string // of those that have one
	offset       int64  // of a read or write
	size         uint32 // likewise, in bytes
	unsupported  bool
}

// names are what a fault's pattern is held against.
func (r *request) names() []string {
	if r.target == "" {
		return []string{r.path}
	}
	return []string{r.path, r.target}
}

// end is where a read or write ends in the file.
func (r *request) end() int64 { return r.offset + int64(r.size) }

var pathOps = map[byte]Op{
	typeLstat: OpLstat, typeSetstat: OpSetstat, typeOpendir: OpList, typeRemove: OpRemove, typeMkdir: OpMkdir,
	typeRmdir: OpRmdir, typeRealpath: OpRealpath, typeStat: OpStat, typeReadlink: OpReadlink,
}

var handleOps = map[byte]Op{
	typeClose: OpClose, typeFstat: OpFstat, typeFsetstat: OpSetstat, typeReaddir: OpReaddir,
}

// understand tells what a packet asks for, with paths from "/".
func (s *session) understand(p packet) (*request, error) {
	r, body := &request{packet: p, op: OpOther}, p.body()
	if op, ok := pathOps[p.kind()]; ok {
		r.op, r.path = op, s.absolute(body.string())
	} else if op, ok := handleOps[p.kind()]; ok {
		r.op, r.handle = op, body.string()
	} else {
		s.understandOther(r, body)
	}
	if r.handle != "" {
		r.path = s.pathOf(r.handle)
	}
	if strings.ContainsRune(r.path+r.target, 0) {
		return nil, fmt.Errorf("%s with a NUL in its path", r.op)
	}
	return r, body.err
}

func (s *session) understandOther(r *request, body *cursor) {
	switch r.kind() {
	case typeOpen:
		r.path = s.absolute(body.string())
		s.understandOpen(r, body)
	case typeRead:
		r.op, r.handle, r.offset, r.size = OpRead, body.string(), int64(body.uint64()), body.uint32()
	case typeWrite:
		r.op, r.handle, r.offset, r.size = OpWrite, body.string(), int64(body.uint64()), body.uint32()
	case typeRename:
		r.op, r.path, r.target = OpRename, s.absolute(body.string()), s.absolute(body.string())
	case typeSymlink: // OpenSSH and pkg/sftp send the target first
		r.op, r.path, r.target = OpSymlink, body.string(), s.absolute(body.string())
	case typeExtended:
		s.understandExtended(r, body)
	default:
		r.unsupported = true
	}
}

// handleMark begins the path under which RequestServer knows an open file. It
// asks our handlers about the path when a client asks about the handle, so the
// path has to name the handle. No client can send one: it has a NUL.
const handleMark = "/\x00"

// understandOpen also gives the file the path that names its handle: the id of
// the request is unique enough, together with a count.
func (s *session) understandOpen(r *request, body *cursor) {
	r.op = OpOpenRead
	flags := body.uint32()
	if flags&flagsToWrite != 0 {
		r.op = OpOpenWrite
	}
	s.opened++
	marked := fmt.Sprintf("%s%d%s", handleMark, s.opened, r.path)
	r.packet = append(newPacket(typeOpen, r.id()).text(marked).number(flags), body.rest...)
}

// understandExtended also turns fsync, which RequestServer lacks, into the
// setstat of a handle that sets nothing. The handler knows it by that.
func (s *session) understandExtended(r *request, body *cursor) {
	name := body.string()
	for _, e := range extensions {
		if e.name == name {
			r.op, r.unsupported = e.op, e.missing(s.server.behaviour())
		}
	}
	switch r.op {
	case OpPosixRename, OpHardlink:
		r.path, r.target = s.absolute(body.string()), s.absolute(body.string())
	case OpFsync:
		r.handle = body.string()
		r.packet = newPacket(typeFsetstat, r.id()).text(r.handle).number(0)
	default:
		r.unsupported = true
	}
}

// extension is one that the version packet advertises.
type extension struct {
	name    string
	op      Op
	missing func(Behaviour) bool
}

var extensions = []extension{
	{"posix-rename@openssh.com", OpPosixRename, func(b Behaviour) bool { return b.NoPosixRename }},
	{"hardlink@openssh.com", OpHardlink, func(b Behaviour) bool { return b.NoHardlink }},
	{"fsync@openssh.com", OpFsync, func(b Behaviour) bool { return b.NoFsync }},
}

// version is the answer to an init, with the extensions of this server.
func version(b Behaviour) packet {
	p := newPacket(typeVersion, 3)
	for _, e := range extensions {
		if !e.missing(b) {
			p = p.text(e.name).text("1")
		}
	}
	return p
}

func (s *session) absolute(name string) string {
	if !path.IsAbs(name) {
		return path.Join(s.home, name)
	}
	return path.Clean(name)
}

// shorten makes a read ask for at most n bytes.
func (r *request) shorten(n uint32) {
	r.size = min(r.size, n)
	binary.BigEndian.PutUint32(r.packet[len(r.packet)-4:], r.size)
}
