package sftpsim

import (
	"bytes"
	"strings"
	"testing"
)

// Whatever a client sends, the tap reads it or refuses it, and a path that it
// passes on cannot be taken for an open file.
func FuzzUnderstand(f *testing.F) {
	for _, p := range []packet{
		newPacket(typeOpen, 1).text("in/a.csv").number(0x1a).number(0),
		newPacket(typeRead, 2).text("1").number(0).number(7).number(32768),
		newPacket(typeRename, 3).text("a").text("/b"),
		newPacket(typeExtended, 4).text("fsync@openssh.com").text("1"),
		newPacket(typeExtended, 5).text("posix-rename@openssh.com").text("a").text("b"),
		newPacket(typeStat, 6).text(handleMark + "1/a"),
	} {
		f.Add(p.framed())
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		s := &session{server: &Server{}, home: "/", handles: map[string]string{"1": "/a"}}
		for r := bytes.NewReader(stream); ; {
			p, err := readPacket(r)
			if err != nil {
				return
			}
			got, err := s.understand(p)
			if err != nil {
				continue
			}
			if strings.Contains(got.path+got.target, "\x00") || got.id() != p.id() || got.op == "" {
				t.Errorf("%q became %+v", p, got)
			}
		}
	})
}
