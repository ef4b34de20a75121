package config

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// place is one folder or file of the configuration and the key that names it.
type place struct{ key, path string }

// checkFolders refuses folders that lie in one another, because what one
// organisation drops or is answered would reach another, or be taken for a
// new file; and files of ours in folders that others may write to. It compares
// the paths as they are written and follows no link.
func (c *Config) checkFolders(n *notes) {
	folders := c.folders()
	checkNesting(n, append(folders, c.ownFolders()...), inner)
	checkNesting(n, c.remoteFolders(), innerURL)
	open := map[string]string{}
	for _, f := range folders {
		open[fold(f.path)] = f.key
	}
	for _, f := range c.files() {
		if key := holder(open, f.path); key != "" {
			n.add(f.key, "This file lies in the folder of %s, which others can write to. Move it out.", n.spoken(key))
		}
	}
}

// ownFolders lists the folders that nobody else may write to. They are in the
// right where an organisation's lies in one of them.
func (c *Config) ownFolders() []place {
	all := []place{{"state_dir", c.StateDir}, {"organisations_dir", c.OrganisationsDir}}
	return slices.DeleteFunc(all, func(p place) bool { return p.path == "" })
}

func own(key string) bool { return key == "state_dir" || key == "organisations_dir" }

// folders lists the folders on this machine that people outside have to do
// with.
func (c *Config) folders() []place {
	var all []place
	for i, o := range c.Organisations {
		at := item("organisations", i)
		for k, in := range o.Inboxes {
			all = append(all, place{item(at+".inboxes", k) + ".path", in.Path})
		}
		all = append(all, place{at + ".outbox.path", o.Outbox.Path}, place{at + ".archive", o.Archive})
	}
	return slices.DeleteFunc(all, func(p place) bool { return p.path == "" })
}

// remoteFolders lists the folders on servers by their URLs. Folders of two
// logins never lie in one another: what each of them calls / may be another
// folder, and what both reach is known to the server alone.
func (c *Config) remoteFolders() []place {
	var all []place
	for _, r := range c.remotes() {
		if _, _, problem := splitAddress(r.sftp.Address); problem == "" && r.sftp.User != "" && r.sftp.Path != "" {
			all = append(all, place{r.key + ".path", r.sftp.URL()})
		}
	}
	return all
}

// files lists the files that say how we work, secrets included.
func (c *Config) files() []place {
	all := []place{
		{"lrs.ca_file", c.LRS.CAFile}, {"lrs.proxy_password", c.LRS.ProxyPassword.File},
		{"remote.cert_file", c.Remote.CertFile}, {"remote.key_file", c.Remote.KeyFile}, {"remote.password_bcrypt", c.Remote.Password.File},
		{"notices.email.ca_file", c.Notices.Email.CAFile}, {"notices.email.password", c.Notices.Email.Password.File}, {"notices.webhook.ca_file", c.Notices.Webhook.CAFile},
		{"notices.webhook.bearer", c.Notices.Webhook.Bearer.File}, {"notices.webhook.hmac", c.Notices.Webhook.HMAC.File},
	}
	for _, beside := range []place{{"audit_heads", c.AuditHeads}, {"journal", c.Journal}, {"log.file", c.Log.File}} {
		if filepath.Dir(beside.path) != filepath.Dir(c.StateDir) { // else it is told of state_dir
			all = append(all, beside)
		}
	}
	for i, o := range c.Organisations {
		at := item("organisations", i)
		all = append(all,
			place{at + ".password", o.Password.File},
			place{at + ".certificate.pkcs12", o.Certificate.PKCS12},
			place{at + ".certificate.passphrase", o.Certificate.Passphrase.File},
			place{at + ".certificate.cert_file", o.Certificate.CertFile},
			place{at + ".certificate.key_file", o.Certificate.KeyFile},
			place{at + ".mapping", o.MappingFile})
	}
	for _, r := range c.remotes() {
		all = append(all,
			place{r.key + ".key", r.sftp.Key.File},
			place{r.key + ".passphrase", r.sftp.Passphrase.File},
			place{r.key + ".password", r.sftp.Password.File},
			place{r.key + ".agent", r.sftp.Agent.File},
			place{r.key + ".known_hosts", r.sftp.KnownHosts})
	}
	return slices.DeleteFunc(all, func(p place) bool { return p.path == "" })
}

// checkNesting finds folders that are the same or lie in one another; inner
// gives a path with which everything in a folder starts. Sorted by it, a folder
// stands right before everything in it.
func checkNesting(n *notes, folders []place, inner func(string) string) {
	slices.SortStableFunc(folders, func(a, b place) int {
		return strings.Compare(inner(a.path), inner(b.path))
	})
	var around []place
	for _, f := range folders {
		for len(around) > 0 && !strings.HasPrefix(inner(f.path), inner(around[len(around)-1].path)) {
			around = around[:len(around)-1]
		}
		if len(around) > 0 {
			outer := around[len(around)-1]
			clash(n, outer, f, inner(outer.path) == inner(f.path))
		}
		around = append(around, f)
	}
}

// clash tells both sides, so that neither organisation runs; folders of our own
// are in the right.
func clash(n *notes, outer, in place, same bool) {
	outerWords, innerWords := "%s lies in this folder.", "This folder lies in that of %s."
	if same {
		outerWords, innerWords = "This folder is also that of %s.", "This folder is also that of %s."
	}
	const remedy = " Each needs a folder of its own, none in another."
	if !own(outer.key) {
		n.add(outer.key, outerWords+remedy, n.spoken(in.key))
	}
	if !own(in.key) || own(outer.key) {
		n.add(in.key, innerWords+remedy, n.spoken(outer.key))
	}
}

// holder gives the key of the open folder that path lies in, if any.
func holder(open map[string]string, path string) string {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if key, ok := open[fold(dir)]; ok {
			return key
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// inner gives a path with which everything in it starts.
func inner(path string) string {
	return strings.TrimSuffix(fold(path), string(filepath.Separator)) + string(filepath.Separator)
}

// innerURL does the same for the URL of a folder on a server, where case counts.
func innerURL(folder string) string { return strings.TrimSuffix(folder, "/") + "/" }

// fold makes paths comparable where the system ignores case.
func fold(path string) string {
	if runtime.GOOS == "windows" {
		return strings.ToLower(path)
	}
	return path
}
