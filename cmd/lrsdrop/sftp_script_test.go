package main

import (
	"crypto/ed25519"
	"encoding/pem"
	"os"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/ssh"

	"lrsdrop/internal/sftpsim"
)

func sftpKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sftpkey FILE")
	}
	public, private, err := ed25519.GenerateKey(nil)
	ts.Check(err)
	block, err := ssh.MarshalPrivateKey(private, "")
	ts.Check(err)
	key, err := ssh.NewPublicKey(public)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), pem.EncodeToMemory(block), 0o600))
	ts.Check(os.WriteFile(ts.MkAbs(args[0])+".pub", ssh.MarshalAuthorizedKey(key), 0o644))
}

func sftpServer(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: sftpserver DIR PUB CONFIG")
	}
	key, _, _, _, err := ssh.ParseAuthorizedKey([]byte(ts.ReadFile(args[1])))
	ts.Check(err)
	server, err := sftpsim.Start(sftpsim.Options{
		Root: ts.MkAbs(args[0]), Users: map[string]sftpsim.User{"lrsdrop": {Keys: []ssh.PublicKey{key}}},
	})
	ts.Check(err)
	ts.Defer(func() { _ = server.Close() })
	text := ts.ReadFile(args[2])
	text = strings.ReplaceAll(text, "mft.example.org:22", server.Addr())
	text = strings.ReplaceAll(text, "127.0.0.1:8443", ts.Getenv("SIMULATOR"))
	text = strings.ReplaceAll(text, "poll: 30s", "poll: 100ms\n        settle: 50ms") // nobody has to wait here
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(text), 0o600))
}

var shownLine = regexp.MustCompile(`add this line to \S+: (.*)`)

func trust(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: trust FILE")
	}
	found := shownLine.FindStringSubmatch(ts.ReadFile("stdout"))
	if found == nil {
		ts.Fatalf("check has shown no line")
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(found[1]+"\n"), 0o600))
}
