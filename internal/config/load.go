package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// DefaultPath is where the configuration is when no command says otherwise:
// LRSDROP_CONFIG, else the platform's place.
func DefaultPath() string {
	if path := os.Getenv("LRSDROP_CONFIG"); path != "" {
		return path
	}
	if runtime.GOOS == "windows" {
		return filepath.Join(os.Getenv("ProgramData"), "lrsdrop", "lrsdrop.yaml")
	}
	return "/etc/lrsdrop/lrsdrop.yaml"
}

// Load reads, completes and checks the configuration in path, with the files of
// organisations_dir and the mapping files that it names. It opens no secret and
// no certificate, and looks for no other folder.
//
// The error is a [Problems] with every problem of the file when one of them
// lies outside the organisations, or when no organisation is left to run. It
// is another error when the file cannot be read. Without an error,
// Config.Problems has what is left: warnings, and why organisations are
// suspended.
func Load(path string) (*Config, error) {
	file, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration %s: %w", path, err)
	}
	data, err := readFile(file)
	if err != nil {
		return nil, fmt.Errorf("reading the configuration: %w", err)
	}
	return parse(data, file)
}

// readFile reads a file of at most a byte over [maxFile]: the parser says what
// is wrong with more.
func readFile(path string) ([]byte, error) {
	// Looked at before it is opened: opening a pipe would wait for its writer.
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	f, err := os.Open(path) // #nosec G304 -- the operator names the configuration, and it the rest
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	return data, errors.Join(err, f.Close())
}

// parse makes a Config of data, as if it stood in file, an absolute path.
func parse(data []byte, file string) (*Config, error) {
	c, n := &Config{}, newNotes()
	if !decode(data, c, n, false) {
		return nil, n.problems
	}
	c.File = file
	c.readOrganisations(n)
	c.complete(n)
	c.check(n)
	c.resolve(filepath.Dir(file))
	c.checkFolders(n)
	c.checkLogins(n)
	c.readMappings(n)
	return c.finish(n)
}

// complete fills in the defaults that depend on another key.
func (c *Config) complete(n *notes) {
	learner, achievement := c.LRS.Environment.services()
	if c.LRS.LearnerService == "" {
		c.LRS.LearnerService = learner
	}
	if c.LRS.AchievementService == "" {
		c.LRS.AchievementService = achievement
	}
	if !n.written("audit_heads") {
		c.AuditHeads = filepath.Clean(c.StateDir) + ".audit-heads.log"
	}
	if !n.written("journal") {
		c.Journal = filepath.Clean(c.StateDir) + ".submits.journal"
	}
	for i := range c.Organisations {
		c.Organisations[i].complete(n, item("organisations", i))
	}
}

func (o *Organisation) complete(n *notes, at string) {
	if o.Name == "" {
		o.Name = o.ID
	}
	for i := range o.Inboxes {
		in := &o.Inboxes[i]
		if in.SFTP != nil && !n.written(item(at+".inboxes", i)+".poll") {
			in.Poll = remotePoll
		}
	}
}

// resolve makes every path on this machine absolute, against the folder of the
// file: a Windows service starts in a folder of the system's. What is on a
// server gets its one form.
func (c *Config) resolve(dir string) {
	for _, path := range c.paths() {
		if runtime.GOOS == "windows" {
			*path = rooted(dir, *path)
		}
		if *path != "" && !filepath.IsAbs(*path) {
			*path = filepath.Join(dir, *path)
		} else if *path != "" {
			*path = filepath.Clean(*path)
		}
	}
	for _, r := range c.remotes() {
		r.sftp.normalise()
	}
}

func (c *Config) paths() []*string {
	all := []*string{&c.StateDir, &c.AuditHeads, &c.Journal, &c.Log.File, &c.OrganisationsDir, &c.LRS.CAFile, &c.LRS.ProxyPassword.File,
		&c.Remote.CertFile, &c.Remote.KeyFile, &c.Remote.Password.File,
		&c.Notices.Email.CAFile, &c.Notices.Email.Password.File,
		&c.Notices.Webhook.CAFile, &c.Notices.Webhook.Bearer.File, &c.Notices.Webhook.HMAC.File}
	for i := range c.Organisations {
		o := &c.Organisations[i]
		all = append(all, &o.Password.File, &o.Certificate.PKCS12, &o.Certificate.Passphrase.File,
			&o.Certificate.CertFile, &o.Certificate.KeyFile, &o.Outbox.Path, &o.Archive, &o.MappingFile)
		for k := range o.Inboxes {
			all = append(all, &o.Inboxes[k].Path)
		}
	}
	for _, r := range c.remotes() {
		s := r.sftp
		all = append(all, &s.KnownHosts, &s.Key.File, &s.Passphrase.File, &s.Password.File, &s.Agent.File)
	}
	return all
}

// remote is one folder on a server and the key that names it.
type remote struct {
	key  string
	sftp *SFTP
}

// remotes lists the folders on servers.
func (c *Config) remotes() []remote {
	var all []remote
	for i, o := range c.Organisations {
		at := item("organisations", i)
		for k, in := range o.Inboxes {
			all = append(all, remote{item(at+".inboxes", k) + ".sftp", in.SFTP})
		}
		all = append(all, remote{at + ".outbox.sftp", o.Outbox.SFTP})
	}
	return slices.DeleteFunc(all, func(r remote) bool { return r.sftp == nil })
}

// finish says whose each problem is, and decides who can run.
func (c *Config) finish(n *notes) (*Config, error) {
	n.problems.sort()
	if n.full() {
		// Not everything was looked at, so nobody is known to be in order.
		n.problems = append(n.problems, Problem{Message: "There is more that is wrong. Put this right first.", index: -1})
	}
	stop := len(c.Organisations) == 0
	for i := range c.Organisations {
		c.Organisations[i].name(i)
	}
	for i := range n.problems {
		p := &n.problems[i]
		stop = stop || p.global()
		if p.index >= 0 && p.index < len(c.Organisations) {
			c.Organisations[p.index].take(p)
		}
	}
	if stop || len(c.Running()) == 0 {
		return nil, n.problems
	}
	c.Problems = n.problems
	return c, nil
}

// take makes a problem the organisation's own.
func (o *Organisation) take(p *Problem) {
	p.Organisation = o.Key
	if !p.Warning && o.Suspended == "" {
		said := slices.DeleteFunc([]string{p.File, p.Path, p.Message}, func(part string) bool { return part == "" })
		o.Suspended = strings.Join(said, ": ")
	}
}

// name says what the organisation with the index i is called: by its id, or by
// where it stands.
func (o *Organisation) name(i int) {
	switch {
	case validID(o.ID):
		o.Key = o.ID
	case o.File != "":
		o.Key = filepath.Base(o.File)
	default:
		o.Key = item("organisations", i)
	}
}
