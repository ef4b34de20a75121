package sftpsim

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// Packet types of SFTP version 3, draft-ietf-secsh-filexfer-02.
const (
	typeInit     = 1
	typeVersion  = 2
	typeOpen     = 3
	typeClose    = 4
	typeRead     = 5
	typeWrite    = 6
	typeLstat    = 7
	typeFstat    = 8
	typeSetstat  = 9
	typeFsetstat = 10
	typeOpendir  = 11
	typeReaddir  = 12
	typeRemove   = 13
	typeMkdir    = 14
	typeRmdir    = 15
	typeRealpath = 16
	typeStat     = 17
	typeRename   = 18
	typeReadlink = 19
	typeSymlink  = 20
	typeStatus   = 101
	typeHandle   = 102
	typeData     = 103
	typeExtended = 200
)

// The flags of an open that make it more than reading.
const flagsToWrite = 0x02 | 0x04 | 0x08 | 0x10 // write, append, create, truncate

// maxPacket is the limit of pkg/sftp, beyond which it ends the session.
const maxPacket = 256 << 10

// packet is the type and what follows, without the length in front.
type packet []byte

func readPacket(r io.Reader) (packet, error) {
	var length [4]byte
	if _, err := io.ReadFull(r, length[:]); err != nil {
		return nil, err
	}
	n := binary.BigEndian.Uint32(length[:])
	if n < 5 || n > maxPacket {
		return nil, fmt.Errorf("a packet of %d bytes", n)
	}
	p := make(packet, n)
	_, err := io.ReadFull(r, p)
	return p, err
}

// framed is the packet with its length in front.
func (p packet) framed() []byte {
	return append(binary.BigEndian.AppendUint32(nil, uint32(len(p))), p...)
}

func (p packet) kind() byte { return p[0] }

// id is the number that joins a request and its answer. Init and version have
// their version there.
func (p packet) id() uint32 { return binary.BigEndian.Uint32(p[1:]) }

// body is a cursor over what comes after the id.
func (p packet) body() *cursor { return &cursor{rest: p[5:]} }

// newPacket begins a packet.
func newPacket(kind byte, id uint32) packet {
	return binary.BigEndian.AppendUint32(packet{kind}, id)
}

func (p packet) number(n uint32) packet { return binary.BigEndian.AppendUint32(p, n) }

func (p packet) text(s string) packet { return append(p.number(uint32(len(s))), s...) }

func statusPacket(id uint32, status Status, text string) packet {
	return newPacket(typeStatus, id).number(uint32(status)).text(text).text("en")
}

// cursor reads a packet from a stranger. After an error it reads zeros.
type cursor struct {
	rest []byte
	err  error
}

var errShort = errors.New("the packet is too short")

func (c *cursor) take(n uint64) []byte {
	if c.err != nil || n > uint64(len(c.rest)) {
		c.err = errShort
		return nil
	}
	taken := c.rest[:n]
	c.rest = c.rest[n:]
	return taken
}

func (c *cursor) uint32() uint32 {
	if b := c.take(4); b != nil {
		return binary.BigEndian.Uint32(b)
	}
	return 0
}

func (c *cursor) uint64() uint64 {
	if b := c.take(8); b != nil {
		return binary.BigEndian.Uint64(b)
	}
	return 0
}

func (c *cursor) bytes() []byte { return c.take(uint64(c.uint32())) }

func (c *cursor) string() string { return string(c.bytes()) }
