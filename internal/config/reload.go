package config

import (
	"crypto/sha256"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"lrsdrop/internal/secret"
)

// Reload loads the configuration anew for a daemon that runs with c. An
// organisation that ran and is wrong now keeps its entry of before, and says in
// Kept what is wrong. c stays as it is.
//
// The error is that of Load, or a [Problems] when what was kept does not go
// together with what changed: then all of it is refused.
func (c *Config) Reload() (*Config, error) {
	fresh, err := Load(c.File)
	if err != nil {
		return nil, err
	}
	if !fresh.keep(c) {
		return fresh, nil
	}
	if problems := fresh.clashes(); len(problems) > 0 {
		return nil, problems
	}
	return fresh, nil
}

// Outline is what can be told of a configuration that Load refuses: its file,
// state folder and environment. It is for looking at a daemon that goes on with
// an earlier one; false means that not even that can be told.
func Outline(path string) (*Config, bool) {
	file, err := filepath.Abs(path)
	if err != nil {
		return nil, false
	}
	data, err := readFile(file)
	if err != nil {
		return nil, false
	}
	var c Config
	if !decode(data, &c, newNotes(), false) || c.StateDir == "" {
		return nil, false
	}
	c = Config{File: file, StateDir: c.StateDir, LRS: LRS{Environment: c.LRS.Environment}}
	c.resolve(filepath.Dir(file))
	return &c, true
}

// keep puts back the entries of organisations that ran before and cannot run
// now, and reports whether there are any.
func (c *Config) keep(before *Config) (kept bool) {
	left := before.Running()
	back := func(o *Organisation, same func(Organisation) bool) {
		i := slices.IndexFunc(left, same)
		if o.Suspended == "" || i < 0 {
			return
		}
		why := o.Suspended
		*o, kept = left[i], true
		o.Kept = why
		left = slices.Delete(left, i, i+1)
	}
	for i := range c.Organisations { // whoever runs now under its name needs no other
		o := &c.Organisations[i]
		if o.Suspended == "" {
			left = slices.DeleteFunc(left, func(b Organisation) bool { return b.ID == o.ID })
		}
	}
	for i := range c.Organisations {
		o := &c.Organisations[i]
		back(o, func(b Organisation) bool { return b.File != "" && b.File == o.File })
	}
	for i := range c.Organisations {
		o := &c.Organisations[i]
		back(o, func(b Organisation) bool { return b.ID == o.ID })
	}
	return kept
}

// clashes looks at the running organisations together.
func (c *Config) clashes() Problems {
	n := newNotes()
	together := *c
	together.Organisations = slices.Clone(c.Organisations)
	for i, o := range together.Organisations {
		if o.File != "" {
			n.files[i] = o.File
		}
		if o.Suspended != "" {
			together.Organisations[i] = Organisation{}
		}
	}
	together.checkUnique(n)
	together.checkFolders(n)
	return n.problems
}

// Fixed lists the keys outside the organisations in which c and other differ.
// They count after a restart alone.
func (c *Config) Fixed(other *Config) []string {
	return changedKeys(reflect.ValueOf(*c), reflect.ValueOf(*other), "")
}

// changedKeys lists the keys of two structs with different values.
func changedKeys(a, b reflect.Value, path string) (all []string) {
	for i := range a.NumField() {
		key := keyOf(a.Type().Field(i))
		if key == "" || strings.HasPrefix(key, "organisations") {
			continue
		}
		at := strings.TrimPrefix(path+"."+key, ".")
		if a.Field(i).Kind() == reflect.Struct {
			all = append(all, changedKeys(a.Field(i), b.Field(i), at)...)
		} else if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			all = append(all, at)
		}
	}
	return all
}

// Watched lists the files and folders that the configuration is made of. When
// one of them changes, it is time for Reload.
func (c *Config) Watched() []string {
	all := []string{c.File, c.OrganisationsDir, c.LRS.CAFile}
	for _, o := range c.Organisations {
		all = append(all, o.File, o.MappingFile, o.Certificate.CertFile)
		for _, one := range o.secrets() {
			all = append(all, one.File)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(path string) bool { return path == "" })
}

// secrets lists where the organisation's password and private key are.
func (o Organisation) secrets() []secret.Ref {
	c := o.Certificate
	all := []secret.Ref{o.Password, c.Passphrase, {File: c.PKCS12}, {File: c.KeyFile}}
	return slices.DeleteFunc(all, secret.Ref.IsZero)
}

// SecretState is a digest of what lies where the organisation's password and
// certificate are, and of why it cannot be read. As long as it stays the same,
// opening them again would bring nothing new.
func (o Organisation) SecretState() (digest [sha256.Size]byte) {
	h := sha256.New()
	add := func(content []byte, err error) {
		if err != nil {
			content = []byte(err.Error())
		}
		sum := sha256.Sum256(content)
		h.Write(sum[:])
	}
	for _, ref := range o.secrets() {
		add(ref.Bytes(maxCertificate))
	}
	if o.Certificate.CertFile != "" {
		add(readFile(o.Certificate.CertFile)) // which others may read
	}
	return [sha256.Size]byte(h.Sum(nil))
}
