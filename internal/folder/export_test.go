package folder

import (
	"crypto/rand"
	"time"

	"lrsdrop/internal/endpoint"
)

// NewRun makes temporary files look as those of another process.
func NewRun(f *SFTP) { f.run = rand.Text()[:runLength] }

// SetServer gives a folder another session, as after a pause.
func SetServer(f *SFTP, e *endpoint.Endpoint) { f.server = e }

// SetNow moves the clock that counts how long files are gone.
func SetNow(f *SFTP, now func() time.Time) { f.taken.now = now }

// Server is a folder's session.
func Server(f *SFTP) *endpoint.Endpoint { return f.server }
