package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// readOrganisations reads the organisations that have a file each, in the order
// of the files' names. What is wrong with one of the files is wrong with its
// organisation alone; without the folder nobody knows who is missing, so that
// stops the load.
func (c *Config) readOrganisations(n *notes) {
	if c.OrganisationsDir == "" || n.known("organisations_dir") {
		return
	}
	dir := c.OrganisationsDir
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(filepath.Dir(c.File), dir)
	}
	files, err := organisationFiles(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		n.add("organisations_dir", "There is no such folder. Make it, or remove the key.")
	case err != nil:
		n.add("organisations_dir", "The folder cannot be read: %s.", reason(err))
	case len(files)+len(c.Organisations) > maxItems:
		n.add("organisations_dir", "There are too many files. There may be at most 10,000 organisations.")
	default:
		for _, file := range files {
			c.readOrganisation(n, file)
		}
	}
}

// organisationFiles lists the *.yaml of a folder. Names that start with a dot
// are the leavings of editors.
func organisationFiles(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries { // sorted by name
		if strings.HasSuffix(e.Name(), ".yaml") && !strings.HasPrefix(e.Name(), ".") {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	return files, nil
}

// readOrganisation adds the organisation of one file. One that cannot be read
// at all is called by the file's name.
func (c *Config) readOrganisation(n *notes, file string) {
	at := item("organisations", len(c.Organisations))
	n.files[len(c.Organisations)] = file
	var o Organisation
	data, err := readFile(file)
	if err != nil {
		n.add(at, "The file cannot be read: %s.", reason(err))
	} else {
		decodeAt(at, data, &o, n, false)
	}
	if n.told[at] {
		o = Organisation{}
		o.setDefaults()
		if id := strings.TrimSuffix(filepath.Base(file), ".yaml"); validID(id) {
			o.ID = id
		}
	}
	o.File = file
	c.Organisations = append(c.Organisations, o)
}
