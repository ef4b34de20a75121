package endpoint

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"reflect"
	"testing"
	"testing/iotest"
	"time"
)

func number(n uint32) []byte { return binary.BigEndian.AppendUint32(nil, n) }

func text(s string) []byte { return append(number(uint32(len(s))), s...) }

func joined(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// packet is a packet of the wire.
func packet(kind byte, id uint32, rest ...[]byte) []byte {
	body := joined(rest...)
	return joined(number(uint32(5+len(body))), []byte{kind}, number(id), body)
}

func entry(name, long string, attributes ...[]byte) []byte {
	return joined(text(name), text(long), joined(attributes...))
}

// listed is what a tap takes out of a listing and what it passes on.
func listed(from io.Reader) (found []Attributes, passed []byte, err error) {
	t := newTap(from)
	t.begin(func(a Attributes) bool { found = append(found, a); return true })
	passed, err = io.ReadAll(t)
	return found, passed, errors.Join(err, t.end())
}

func TestAPacketOfAListingIsTakenApart(t *testing.T) {
	sent := packet(packetName, 7, number(7),
		entry(".", "d", number(0)),
		entry("..", "d", number(0)),
		entry("full", "-rw", number(attrSize|attrOwner|attrPermissions|attrTimes), number(0), number(5), number(1001), number(100), number(modeRegular|0o644), number(1), number(1_700_000_000)),
		entry("by the long name", "-rw-r--r-- 1 a b 5 Jan 1 name", number(attrSize), number(0), number(5)),
		entry("folder by the long name", "drwxr-xr-x", number(0)),
		entry("extended", "", number(attrSize|attrPermissions|attrExtended), number(0), number(9), number(modeFolder), number(1), text("a"), text("b")),
		entry("negative", "-rw", number(attrSize), number(0xffffffff), number(0xffffffff)),
	)
	want := []Attributes{
		{Name: "full", Size: 5, UID: 1001, HasUID: true, Regular: true, ModTime: time.Unix(1_700_000_000, 0)},
		{Name: "by the long name", Size: 5, Regular: true},
		{Name: "folder by the long name", Folder: true},
		{Name: "extended", Size: 9, Folder: true},
		{Name: "negative", Size: -1},
	}
	for _, from := range []io.Reader{bytes.NewReader(sent), iotest.OneByteReader(bytes.NewReader(sent))} {
		found, passed, err := listed(from)
		if err != nil || !reflect.DeepEqual(found, want) {
			t.Errorf("%v, %v", found, err)
		}
		if !bytes.Equal(passed, packet(packetName, 7, number(0))) {
			t.Errorf("%x is passed on", passed)
		}
	}
}

func TestOtherPacketsPassUnchanged(t *testing.T) {
	sent := joined(
		packet(packetStatus, 1, number(0), text("ok"), text("")),
		packet(packetAttributes, 2, number(attrSize), number(0), number(5)),
		packet(packetAttributes, 3),
		packet(packetAttributes, 3, number(0)),
		packet(packetName, 4), // too short to have entries
		[]byte{0, 0, 0, 1, packetName},
		packet(103, 5, bytes.Repeat([]byte("x"), 100_000)),
	)
	found, passed, err := listed(bytes.NewReader(sent))
	if err != nil || len(found) > 0 || !bytes.Equal(passed, sent) {
		t.Errorf("%d of %d bytes, %v, %v", len(passed), len(sent), found, err)
	}
	name := packet(packetName, 4, number(1), entry("a", "-", number(0)))
	passed, err = io.ReadAll(newTap(bytes.NewReader(name))) // nobody lists
	if err != nil || !bytes.Equal(passed, name) {
		t.Errorf("%x, %v", passed, err)
	}
}

func TestAListingThatNobodyWantsAnyMoreEnds(t *testing.T) {
	sent := packet(packetName, 7, number(2), entry("a", "-", number(0)), entry("b", "-", number(0)))
	tap := newTap(bytes.NewReader(sent))
	tap.begin(func(a Attributes) bool { return false })
	passed, err := io.ReadAll(tap)
	if err != nil || tap.end() != nil || !bytes.Equal(passed, packet(packetStatus, 7, number(statusEOF))) {
		t.Errorf("%x, %v", passed, err)
	}
}

func TestAListingThatCannotBeReadIsAnError(t *testing.T) {
	for name, sent := range map[string][]byte{
		"absurd count":      packet(packetName, 7, number(0xffffffff), entry("a", "-", number(0))),
		"absurd length":     packet(packetName, 7, number(1), number(0xffffffff), []byte("name")),
		"absurd extensions": packet(packetName, 7, number(1), entry("a", "-", number(attrExtended), number(0xffffffff))),
		"no attributes":     packet(packetName, 7, number(1), text("a"), text("-")),
	} {
		_, passed, err := listed(bytes.NewReader(sent))
		if !errors.Is(err, errPacket) || !bytes.Equal(passed, packet(packetStatus, 7, number(statusEOF))) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, sent := range map[string][]byte{
		"no length":    {0, 0, 0, 0, packetName, 1, 2, 3},
		"huge":         {0xff, 0xff, 0xff, 0xff, packetName, 1, 2, 3},
		"over the top": append(number(maxPacket+1), packetStatus),
	} {
		if _, passed, err := listed(bytes.NewReader(sent)); !errors.Is(err, errPacket) || len(passed) > 0 {
			t.Errorf("%s: %x, %v", name, passed, err)
		}
	}
}

// FuzzTap feeds the tap with anything: it neither panics nor hangs nor takes
// more memory than the packet has.
func FuzzTap(f *testing.F) {
	f.Add(packet(packetName, 7, number(1), entry("a", "-rw", number(attrSize|attrTimes), number(0), number(5), number(1), number(2))))
	f.Add(packet(packetName, 7, number(0xffffffff), entry("a", "", number(attrExtended), number(0xffffffff))))
	f.Add(joined(packet(packetStatus, 1, number(1)), packet(packetAttributes, 2, number(0xffffffff)), packet(packetName, 3)))
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, packetName})
	f.Fuzz(func(t *testing.T, sent []byte) {
		found, passed, _ := listed(bytes.NewReader(sent))
		if len(passed) > len(sent) || 12*len(found) > len(sent) {
			t.Errorf("%d bytes give %d and %d entries", len(sent), len(passed), len(found))
		}
		slowly, again, _ := listed(iotest.OneByteReader(bytes.NewReader(sent)))
		if !reflect.DeepEqual(found, slowly) || !bytes.Equal(passed, again) {
			t.Error("it depends on how the bytes come")
		}
	})
}
