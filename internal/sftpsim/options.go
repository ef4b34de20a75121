package sftpsim

import (
	"errors"
	"fmt"
	"net"
	"time"

	"golang.org/x/crypto/ssh"
)

// Options says what [Start] serves, and to whom.
type Options struct {
	Addr  string          // a loopback address with port; "" is 127.0.0.1 and a free port
	Root  string          // the folder that is served
	Name  string          // what the server calls itself after "SSH-2.0-"; "" is lrsdrop-stand-in
	Users map[string]User // by login

	HostKeys []ssh.Signer // none: a fresh ed25519 key

	MaxConnections int // one above it is closed before a word is said; 0 = 100
	MaxSessions    int // of one connection; 0 = 10

	Behaviour Behaviour
}

// User is one login. What is left empty is no way in.
type User struct {
	Password  string
	Keys      []ssh.PublicKey
	Questions []Question // keyboard-interactive: asked together, all must be right

	Folder string // of Root, with slashes: what the login sees as "/"; "" is Root itself
	Home   string // where relative paths begin, as the login sees it; "" is "/"
}

// Question is one prompt of a keyboard-interactive login.
type Question struct {
	Prompt string
	Answer string
	Echo   bool
}

// Behaviour is what kind of server this is. The zero value behaves as OpenSSH.
type Behaviour struct {
	ReadOnly bool // every change is refused: permission denied
	NoMkdir  bool // permission denied
	NoDelete bool // of files and folders: permission denied

	Rename        RenameRule // of the plain rename
	NoPosixRename bool       // not advertised, and unsupported
	NoHardlink    bool       // likewise
	NoFsync       bool       // likewise

	LstatFollows bool // lstat tells about a symbolic link's target, as ProFTPD's does

	ZeroTimes bool          // every time is told as 0
	Skew      time.Duration // added to every time that is told: its clock is wrong
	NoOwners  bool          // uid and gid are not told

	// Uid tells the owner of a path, where ok; else it is the file's own. The
	// path is the login's view. It may be called from several goroutines.
	Uid func(path string) (uid uint32, ok bool)

	Crowds []Crowd
}

// RenameRule is what the plain rename does when it is allowed at all.
type RenameRule int

// The kinds of plain rename that servers have.
const (
	RenameKeeps       RenameRule = iota // an existing target is a failure, as version 3 wants it
	RenameOverwrites                    // an existing file is replaced
	RenameUnsupported                   // always: operation unsupported
	RenameFails                         // always: failure
)

// Crowd is names that a listing of Dir shows after the real ones, made up on
// the way. There is nothing behind them: to stat or open one finds no file.
type Crowd struct {
	Dir     string // as the login sees it
	N       int
	Name    func(i int) string // of the i-th, from 0
	Size    int64
	ModTime time.Time
}

const (
	defaultAddr        = "127.0.0.1:0"
	defaultName        = "lrsdrop-stand-in"
	defaultConnections = 100
	defaultSessions    = 10
)

// complete fills in what was left empty and refuses what cannot be served.
func (o Options) complete() (Options, error) {
	o.Addr = orElse(o.Addr, defaultAddr)
	o.Name = orElse(o.Name, defaultName)
	o.MaxConnections = orElse(o.MaxConnections, defaultConnections)
	o.MaxSessions = orElse(o.MaxSessions, defaultSessions)
	if err := loopback(o.Addr); err != nil {
		return o, err
	}
	if len(o.Users) == 0 {
		return o, errors.New("there is no login")
	}
	if len(o.HostKeys) > 0 {
		return o, nil
	}
	key, err := NewKey(Ed25519)
	o.HostKeys = []ssh.Signer{key}
	return o, err
}

func orElse[T comparable](value, fallback T) T {
	var none T
	if value == none {
		return fallback
	}
	return value
}

func loopback(addr string) error {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s is not a loopback address: this is a stand-in, not a server", host)
	}
	return nil
}
