package evidence

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path"

	"lrsdrop/internal/folder"
	"lrsdrop/internal/lrs"
)

const outboxPrefix = "outbox-"

// Copy is an answer that is taken down while it is published. It is written
// under a name of its own until it is whole. The first failure stays, and is
// told of once the answer is in the outbox.
type Copy struct {
	run       *Run
	name      string // its path once it is whole
	temporary string
	file      *os.File
	begun     bool
	failed    error
}

// Copy begins to take down an answer with the name that it has in the outbox.
func (r *Run) Copy(about lrs.About, name string) *Copy {
	dir := path.Join(r.dir, outboxPrefix+about.Organisation)
	c := &Copy{run: r, name: path.Join(dir, name), temporary: path.Join(dir, tempPrefix+rand.Text())}
	if c.failed = folder.SafeName(name); c.failed == nil {
		c.failed = r.folder.makeDir(dir)
	}
	if c.failed == nil {
		c.file, c.failed = r.folder.root.OpenFile(c.temporary, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	}
	return c
}

// Restart forgets what was written so far.
func (c *Copy) Restart() {
	c.begun = true
	if c.failed == nil {
		_, c.failed = c.file.Seek(0, io.SeekStart)
	}
	if c.failed == nil {
		c.failed = c.file.Truncate(0)
	}
}

// Write takes a part. Its error is always nil.
func (c *Copy) Write(p []byte) (int, error) {
	if c.failed == nil {
		c.failed = c.run.room(len(p))
	}
	if c.failed == nil {
		_, c.failed = c.file.Write(p)
	}
	return len(p), nil
}

// End keeps an answer that was published, and forgets any other.
func (c *Copy) End(published bool) {
	keep := published && c.begun && c.failed == nil
	if c.file != nil {
		if keep {
			c.failed = c.file.Sync()
		}
		c.failed = errors.Join(c.failed, c.file.Close(), c.settle(keep))
	}
	if !published || c.failed == nil {
		return
	}
	c.run.mu.Lock()
	defer c.run.mu.Unlock()
	c.run.lose(fmt.Errorf("keep the answer %s: %w", c.name, c.failed))
}

// settle gives the copy its name, or takes it away.
func (c *Copy) settle(keep bool) error {
	if keep && c.failed == nil {
		return c.run.folder.root.Rename(c.temporary, c.name)
	}
	return c.run.folder.root.Remove(c.temporary)
}
